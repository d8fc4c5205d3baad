-- grain: one row per table that a release leaves out, in the order of publication: its title
select publication.title
from release.left_out
inner join reference.publication using (publication_table)
where left_out.month = $month
    and left_out.revision = $revision
order by cast(publication.publication_order as integer);
