-- grain: none; a table that an earlier version made: its counts have the name that they have now
alter table $table rename column count to frequency;
