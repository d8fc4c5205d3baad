-- grain: one row per release and hidden figure: what an outsider can narrow it to, and how that was found
insert into secure.conformed.audited_figure
select
    getvariable('release_month'),
    getvariable('revision'),
    cell.cause,
    cell.area_code,
    cell.period_kind,
    cell.period,
    cell.age,
    cell.vintage,
    audit_cell.lo,
    audit_cell.hi,
    audit_cell.verdict,
    audit_cell.method
from audit_cell
inner join cell using (cell_id)
order by cell_id;
