-- grain: one row per national figure and vintage in which figures below it were or are shown
-- Each release shows national figures anew; in a vintage stands what was known when it was shown.
create or replace temp table national_node as
with vintage as (
    select distinct cause, period_kind, period, age, vintage
    from shown_node
    where area_level = 'pfa'
    union by name
    select distinct cause, period_kind, period, age, vintage
    from linking_month
),

known as (
    select
        cause,
        area_code,
        period_kind,
        period_shown as period,
        age,
        getvariable('release_label') as label,
        stage = 'final' as is_final,
        treatment,
        frequency
    from publication_cell
    where area_level = 'national'
        and measure = 'FAE'
        and breakdown in ('total', 'age band')
        and frequency is not null
    union all by name
    select
        released.cause,
        released.area_code,
        released.period_kind,
        released.period,
        released.age,
        release_label(released.month, released.revision) as label,
        ledger.stage is not null as is_final,
        policy.treatment,
        released.frequency
    from secure.conformed.released_figure as released
    inner join reference.disclosure_policy as policy
        on released.area_level = policy.area_level
        and released.area_code = policy.area_code
        and policy.breakdown = case released.age when 'All ages' then 'total' else 'broken down' end
    left join ledger
        on released.month = ledger.month
        and released.revision = ledger.revision
        and released.cause = ledger.cause
        and released.measure = ledger.measure
        and released.area_code = ledger.area_code
        and released.period_kind = ledger.period_kind
        and released.period = ledger.period
        and released.age = ledger.age
        and released.sex = ledger.sex
        and released.ethnicity = ledger.ethnicity
        and ledger.stage = 'final'
    where released.area_level = 'national'
        and released.measure = 'FAE'
        and released.sex = 'All'
        and released.ethnicity = 'All'
),

first_known as (
    select
        cause,
        'national' as area_level,
        known.area_code,
        period_kind,
        period,
        age,
        vintage.vintage,
        known.treatment,
        known.frequency
    from vintage
    inner join known using (cause, period_kind, period, age)
    where case vintage.vintage
        when 'final' then known.is_final
        else known.label = vintage.vintage
    end
    -- The final figure as it was first shown final.
    qualify row_number() over (
        partition by cause, known.area_code, period_kind, period, age, vintage.vintage
        order by known.label
    ) = 1
)

select *
from first_known
-- England and Wales is final when the later of the two is. If the other moved by then, it is not the
-- sum of what was first shown final; both are shown, so it says nothing more.
qualify area_code != 'K04000001'
    or frequency = sum(frequency) filter (area_code != 'K04000001') over (
        partition by cause, period_kind, period, age, vintage
    );
