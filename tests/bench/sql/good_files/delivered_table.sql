-- grain: one row per table of the extracts before
insert into secure.landed.delivered_table
select distinct
    received.drop_id,
    label.delivered_table || $file_no || seed,
    1
from secure.landed.drop as received
cross join (select distinct seed from drawn)
cross join (select distinct delivered_table from label) as label
