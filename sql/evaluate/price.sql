-- grain: one row per financial year of the price index
select
    financial_year,
    cast(price_index as double) as price_index
from reference.price_index
order by financial_year;
