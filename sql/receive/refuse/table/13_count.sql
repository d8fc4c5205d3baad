-- grain: one row per cell of a table that is not a whole number, `-` or blank
select
    'A count must be a whole number of 0 or more (a dash or a blank means 0): no star, '
        || 'decimal, minus sign, formula, date or other text. Ask the sender for unsuppressed '
        || 'whole counts.'
        as reason,
    sheet,
    row_no,
    column_no
from delivered_cell
where frequency is null;
