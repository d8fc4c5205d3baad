-- grain: one row per cell of a table that is not a whole number, `-` or blank
select
    case
        when regexp_full_match(cell.text, '\*+|\[[a-z]\]') then 'count_suppressed'
        when regexp_full_match(cell.text, '-\d+(\.\d+)?') then 'count_negative'
        when regexp_full_match(cell.text, '\d+\.\d+') then 'count_decimal'
        when regexp_full_match(cell.text, '\d{1,3}([, ]\d{3})+') then 'count_with_separator'
        when regexp_full_match(cell.text, '\d+') then 'count_too_large'
        when date_of(cell.text) is not null then 'count_is_a_date'
        when regexp_matches(cell.text, '^[^\d.-]?\d+[^\d.,%]') then 'count_with_mark'
        else 'count_is_a_text'
    end as refusal,
    delivered_cell.sheet,
    delivered_cell.row_no,
    delivered_cell.column_no
from delivered_cell
inner join sheet_cell as cell using (sheet, row_no, column_no)
where delivered_cell.frequency is null;
