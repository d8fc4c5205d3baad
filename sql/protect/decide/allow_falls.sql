-- grain: one row per change between vintages, which from now on may be a fall of any size, and per
-- figure of all assault, which may be below that of sharp object
update cell
set lo = no_lower_bound()
where kind = 'hidden'
    and (vintage like '% to %' or cause = 'X92-Y09 but X99');
