-- grain: one row per table and area, age, sex or ethnic group that the extract before did not have
-- severity: warning
-- reason: An area, age, sex or ethnic group is new since the extract before.
with labelled as (
    select
        delivered_table,
        unnest(
            [
                {'kind': 'area', 'label': area_code},
                {'kind': 'age', 'label': age},
                {'kind': 'sex', 'label': sex},
                {'kind': 'ethnic group', 'label': ethnicity}
            ],
            recursive := true
        ),
        frequency,
        previous
    from revised_cell
)

select
    delivered_table,
    kind,
    label
from labelled
group by all
having count(previous) > 0
    and sum(previous) = 0
    and sum(frequency) filter (previous is not null) > 20
order by all;
