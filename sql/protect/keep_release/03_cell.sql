-- grain: one row per figure ever shown, in every release that shows it
insert into release.cell
select
    getvariable('release_month'),
    getvariable('revision'),
    *
from release_cell
order by cell_no;
