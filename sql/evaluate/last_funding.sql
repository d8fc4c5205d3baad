-- grain: one row: the first month of the financial year from which the last area was funded
select max(year_of(funded_from)) as starts
from reference.vru_area;
