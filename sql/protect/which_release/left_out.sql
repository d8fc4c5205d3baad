-- grain: one row per table that is left out of the current release, in the order of publication: its title
select title
from reference.publication
where publication_table in (select publication_table from ruled_cell where reason = 'left out')
order by cast(publication_order as integer);
