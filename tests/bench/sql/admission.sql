-- grain: one row per force, month and age band of the file, with its count
create or replace table admission as
select pfa as area, region, country, month, year, age2 as age, n::bigint as n
from read_csv($csv)
