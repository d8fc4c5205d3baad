-- grain: one row per release and table that is left out of it: the figures that it would have shown first
insert into release.left_out
select distinct
    getvariable('release_month'),
    getvariable('revision'),
    publication_table
from ruled_cell
where reason = 'left out'
order by all;
