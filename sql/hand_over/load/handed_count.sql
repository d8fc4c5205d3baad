-- grain: table x measure x area x period x age: what the tables of counts of a package hold
create table handed_count (
    hand_over_table varchar,
    measure varchar,
    area_code varchar,
    period varchar,
    age varchar,
    frequency bigint
);
