-- grain: one row per merger or split of areas, and part: `whole_code` is the sum of its parts
-- A merger: areas before it are parts of the one after it. A split: the other way. Of forces the local
-- authorities tell, each of which lay in one force at a time: areas whose boundaries moved in another way
-- are the sum of no others, and are left out.
create view reference.area_part as
with former as (
    select force.former_pfa_code, force.superseded_on, la.current_la_code as la_code, la.pfa_code
    from reference.former_force as force
    inner join reference.local_authority as la using (la_code)
),

held as (
    select former_pfa_code as pfa_code, la_code
    from former
    union
    select pfa_code, la_code
    from reference.current_local_authority
),

-- The force that a local authority lay in, and the one that it lay in next.
moved as (
    select
        former.former_pfa_code,
        former.la_code,
        coalesce(min_by(later.former_pfa_code, later.superseded_on), former.pfa_code) as pfa_code
    from former
    left join former as later
        on former.la_code = later.la_code
        and former.superseded_on < later.superseded_on
    group by former.former_pfa_code, former.la_code, former.pfa_code, former.superseded_on
),

explained as (
    select held.pfa_code, bool_and(moved.la_code is not null) as is_explained
    from held
    left join (select distinct la_code, pfa_code from moved) as moved using (la_code, pfa_code)
    group by held.pfa_code
),

follows as (
    select
        *,
        count(*) over (partition by former_pfa_code) as successors,
        count(*) over (partition by pfa_code) as predecessors
    from (select distinct former_pfa_code, pfa_code from moved)
    inner join explained using (pfa_code)
),

merger as (
    select pfa_code as whole_code, former_pfa_code as part_code
    from follows
    qualify bool_and(is_explained and successors = 1) over (partition by pfa_code)
),

split as (
    select former_pfa_code as whole_code, pfa_code as part_code
    from follows
    qualify successors > 1
        and bool_and(is_explained and predecessors = 1 and pfa_code not in (
            select part_code from merger
        )) over (partition by former_pfa_code)
)

select 'la' as area_level, 'merger' as change, successor_la_code as whole_code, la_code as part_code
from reference.local_authority
where successor_la_code is not null
union all
select 'pfa', 'merger', whole_code, part_code from merger
union all
select 'pfa', 'split', whole_code, part_code from split;
