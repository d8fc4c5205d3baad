-- grain: none; what a table holds of delivered files: it is read again from the originals
delete from $table;
