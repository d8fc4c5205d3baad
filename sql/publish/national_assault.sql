-- grain: one row per nation and whole period of all assault, in the columns of national_assault.csv
-- Made of the measures, which must be in the connection.
select
    area.area_code,
    area.area,
    assault.period_kind,
    assault.period,
    assault.forces,
    assault.value,
    assault.least,
    assault.most,
    assault.sharp as sharp_object,
    assault.share,
    assault.share_least,
    assault.share_most,
    if(assault.is_provisional, 'provisional', 'final') as status
from national_assault as assault
inner join area using (area_code)
order by area.area_code, assault.period_kind, assault.period;
