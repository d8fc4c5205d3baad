-- grain: one row per table by force and Police Force Area of its country without a single row, beyond all chance
-- severity: critical
-- reason: A table by Police Force Area lacks one of the country's forces altogether.
-- In a long table no row means 0. Refused is a force that the extract before had 8 cases of, or one that
-- would have none by chance in fewer than one file in 8 million (e^-16), were its residents admitted a
-- fifth as often as the country's. None is so rare of the City of London, which has few residents.
select
    delivered_table,
    pfa_code
from absent_force
where previous >= 8
    or (surprise > 16 and not is_alike)
order by all;
