-- grain: one row per force and local authority in it, added to the sums that hold
insert into family_part
select distinct 'area', 'la', 'pfa ' || area, 'la ' || la from la_admission
