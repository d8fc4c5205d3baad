-- grain: table x measure x area x period x age, of the current table
insert into handed_count
select
    getvariable('hand_over_table'),
    measure,
    area_code,
    period,
    age,
    count
from expected;
