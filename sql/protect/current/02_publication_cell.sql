-- grain: one row per figure that the release shows, in the order in which they stand, with its rule and stage
create or replace temp table publication_cell as
select
    row_number() over (
        order by
            cast(publication.publication_order as integer),
            figure.area_code,
            figure.period,
            age_order.label_order,
            sex_order.label_order,
            ethnicity_order.label_order
    ) as cell_no,
    publication.publication_table,
    figure.*,
    period_label(figure.period_kind, figure.period) as period_shown,
    left(figure.area_code, 1) as country,
    policy.treatment,
    -- Below national level a figure is shown when it is first known, again when it is final, and
    -- when a reviewed correction says so.
    case when figure.is_provisional then 'first' else 'final' end
    || coalesce(' correction ' || nullif((
        select count(*)
        from reference.correction
        where correction.cause = figure.cause
            and correction.country = left(figure.area_code, 1)
            and month_of(correction.first_month) <= last_month(figure.period_kind, figure.period)
            and month_of(correction.last_month) >= first_month(figure.period_kind, figure.period)
            and month_of(correction.from_release) <= getvariable('release_month')
    ), 0), '') as stage
from secure.conformed.figure as figure
inner join reference.publication
    on figure.cause = publication.cause
    and figure.measure = publication.measure
    -- Wales stands among the regions.
    and replace(figure.area_level, 'country', 'region') = publication.area_level
    and figure.period_kind = publication.period_kind
    and is_published(figure.period, publication.months, publication.since)
    and figure.breakdown = publication.breakdown
inner join reference.disclosure_policy as policy
    on figure.area_level = policy.area_level
    and figure.area_code = coalesce(policy.area_code, figure.area_code)
    and figure.measure = coalesce(policy.measure, figure.measure)
    and policy.breakdown = case figure.breakdown when 'total' then 'total' else 'broken down' end
inner join reference.label_order as age_order
    on age_order.kind = 'age'
    and figure.age = age_order.label
inner join reference.label_order as sex_order
    on sex_order.kind = 'sex'
    and figure.sex = sex_order.label
inner join reference.label_order as ethnicity_order
    on ethnicity_order.kind = 'ethnicity'
    and figure.ethnicity = ethnicity_order.label;
