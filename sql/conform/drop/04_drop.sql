-- grain: one row per drop that was conformed, with the version of the rules that did it
insert into secure.conformed.drop
select
    drop_id,
    getvariable('conform_version')
from stale_drop;
