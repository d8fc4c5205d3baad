-- grain: one row per sheet of the workbook, with how many of its figures are hidden or coarser
-- Hidden by any symbol of the rule; coarser by a rounding or symbol above the finest.
with counted as (
    select
        sheet_order,
        count(*) as figures,
        count(*) filter (shown in (select unnest($symbols))) as hidden,
        count(*) filter (
            shown in (select unnest($coarser)) or try_cast(rounding as integer) > $base
        ) as coarser,
        count(*) filter (shown = $withheld) as withheld
    from workbook_cell
    group by sheet_order
)

select
    sheet.sheet,
    counted.* exclude (sheet_order)
from counted
inner join reference.sheet as sheet on cast(sheet.sheet_order as integer) = counted.sheet_order
order by counted.sheet_order;
