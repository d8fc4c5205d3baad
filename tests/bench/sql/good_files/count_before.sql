-- grain: one row per count of the extracts before; a long table has none of 0
insert into secure.landed.count by name
select
    file_count.* exclude (frequency, previous),
    received.drop_id,
    previous as frequency
from file_count
inner join secure.landed.drop as received on period <= received.period_end
where previous > 0
    or not $is_long
