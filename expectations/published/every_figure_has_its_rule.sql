-- grain: one row per figure of a published table that no rule of the policy, or several, cover
-- severity: critical
-- reason: A figure is covered by no rule of the disclosure policy, or by several.
select
    publication.publication_table,
    figure.area_code,
    period_label(figure.period_kind, figure.period) as period
from secure.conformed.figure as figure
inner join reference.publication
    on figure.cause = publication.cause
    and figure.measure = publication.measure
    and replace(figure.area_level, 'country', 'region') = publication.area_level
    and figure.period_kind = publication.period_kind
    and is_published(figure.period, publication.months, publication.since)
    and figure.breakdown = publication.breakdown
left join release_cell as cell
    on publication.publication_table = cell.publication_table
    and figure.area_code = cell.area_code
    and period_label(figure.period_kind, figure.period) = cell.period
    and figure.age = cell.age
    and figure.sex = cell.sex
    and figure.ethnicity = cell.ethnicity
group by all
having count(cell.cell_no) != count(*) or count(distinct cell.cell_no) != count(cell.cell_no)
order by all;
