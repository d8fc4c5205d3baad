-- grain: one row per admission of a resident of England or Wales, of the project's generator
-- It removes a few wrongly coded ones. Here they stay: falls are those that a history asks for.
create or replace temp table hospital_case as
select finest_area as area_code, month, is_sharp, age, sex, ethnicity, episodes, coded_after
from admission
where left(finest_area, 1) in ('E', 'W')
