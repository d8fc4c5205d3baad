-- grain: one row per cell of a table that is not a whole number, `-` or blank
select
    'A count must be a whole number of 0 or more; '
        || case
            when regexp_full_match(cell.text, '\*+|\[[a-z]\]')
                then 'the cell holds the sign of a suppressed one'
            when regexp_full_match(cell.text, '-\d+(\.\d+)?') then 'the cell holds a negative one'
            when regexp_full_match(cell.text, '\d+\.\d+') then 'the cell holds a decimal'
            when regexp_full_match(cell.text, '\d{1,3}([, ]\d{3})+')
                then 'the cell holds a text with a separator of thousands'
            when regexp_full_match(cell.text, '\d+') then 'the cell holds one that is too large'
            when date_of(cell.text) is not null then 'the cell holds a date'
            when regexp_matches(cell.text, '^[^\d.-]?\d+[^\d.,%]')
                then 'the cell holds a number with a mark or words beside it'
            else 'the cell holds a text'
        end
        || '. Ask the sender for unsuppressed whole counts.'
        as reason,
    delivered_cell.sheet,
    delivered_cell.row_no,
    delivered_cell.column_no
from delivered_cell
inner join sheet_cell as cell using (sheet, row_no, column_no)
where delivered_cell.frequency is null;
