-- grain: one row per figure and stage in which a release showed it, with the interval it admits
-- A national figure is entered each time that a release shows another one.
insert into release.ledger
select
    getvariable('release_month'),
    getvariable('revision'),
    cause,
    measure,
    area_level,
    area_code,
    period_kind,
    period_shown,
    age,
    sex,
    ethnicity,
    stage,
    vintage,
    shown,
    rounding,
    reason,
    lo,
    hi
from ruled_cell as ruled
where not is_frozen
    and shown != '[x]'
    -- What is left out has not been shown: a later release may show it.
    and reason != 'left out'
    and not exists (
        select *
        from ledger
        where treatment != 'rounded'
            and ruled.cause = ledger.cause
            and ruled.measure = ledger.measure
            and ruled.area_code = ledger.area_code
            and ruled.period_kind = ledger.period_kind
            and ruled.period_shown = ledger.period
            and ruled.age = ledger.age
            and ruled.sex = ledger.sex
            and ruled.ethnicity = ledger.ethnicity
            and ruled.stage = ledger.stage
            -- Withheld national breakdowns were [c] before they were [c3].
            and (ruled.shown = ledger.shown or (ruled.treatment = 'withheld' and ledger.shown = '[c]'))
    )
order by cell_no;
