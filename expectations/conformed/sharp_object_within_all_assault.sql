-- grain: one row per force, month and age with more sharp-object than all-assault admissions
-- severity: warning
-- reason: There are more admissions for sharp-object assault than for all assault.
-- Of one extract month: coding adds admissions to the newer of two.
with same_extract as (
    select source.country_code
    from secure.conformed.release_input as input
    inner join reference.source using (source)
    where input.dataset in ('monthly sharp object', 'all assault')
    group by source.country_code
    having count(distinct input.dataset) = 2 and count(distinct input.extract) = 1
)

select
    figure.area_code,
    month_label(figure.period) as month,
    figure.age
from secure.conformed.figure as figure
inner join reference.police_force_area as pfa on figure.area_code = pfa.pfa_code
inner join same_extract using (country_code)
where figure.area_level = 'pfa'
    and figure.period_kind = 'month'
    and figure.measure = 'FAE'
group by figure.area_code, figure.period, figure.age
having sum(figure.frequency) filter (figure.cause = 'X99')
    > sum(figure.frequency) filter (figure.cause = 'X92-Y09')
order by all;
