-- grain: none; 95 % limits of a count by Byar's method
-- Source: Public Health England, Technical Guide: Confidence Intervals (2018); Breslow and Day
-- (1987). Exact to the first decimal from a count of 10 up, and no rate is made from fewer.
create or replace temp macro byar_lower(events) as
    events * pow(1 - 1 / (9 * events) - 1.959964 / (3 * sqrt(events)), 3);

create or replace temp macro byar_upper(events) as
    (events + 1) * pow(1 - 1 / (9 * (events + 1)) + 1.959964 / (3 * sqrt(events + 1)), 3);
