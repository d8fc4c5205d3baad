-- grain: one row per figure of all assault and vintage that sharp object has too; added to the model
-- All assault less sharp object: never shown, and no less than 0, since the codes of sharp object (X99)
-- are among those of all assault (X92-Y09). Of a year that is not final, sharp object by local authority
-- is of the bi-annual files; a reader holds it to all assault of the same release.
insert into model_figure by name
select
    'X92-Y09 but X99' as cause,
    assault.area_level,
    assault.area_code,
    assault.period_kind,
    assault.period,
    assault.age,
    assault.vintage,
    assault.release_vintage,
    'hidden' as kind,
    0 as lo,
    assault.frequency - sharp.frequency as frequency,
    true as is_rest
from model_figure as assault
inner join model_figure as sharp
    on assault.area_code = sharp.area_code
    and assault.period_kind = sharp.period_kind
    and assault.period = sharp.period
    and assault.age = sharp.age
    and assault.vintage = sharp.release_vintage
    and sharp.risen_from is null
where assault.cause = 'X92-Y09'
    and sharp.cause = 'X99'
    and assault.period_kind in ('month', 'year', 'rolling_year')
    and assault.risen_from is null;
