-- grain: one row per drop that was conformed, with the version of the rules that did it
insert into secure.conformed.drop
values (getvariable('drop_id'), getvariable('conform_version'));
