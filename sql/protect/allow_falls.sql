-- grain: one row per change between vintages, which from now on may be a fall of any size
update cell
set lo = -1000000
where kind = 'hidden'
    and vintage like '% to %';
