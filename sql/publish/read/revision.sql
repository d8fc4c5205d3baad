-- grain: one row per published table that the release of an earlier month shows too
select
    publication_table,
    publication.title,
    earlier_month,
    compared,
    revised,
    first_revised,
    last_revised
from revision
inner join reference.publication as publication using (publication_table)
order by table_order;
