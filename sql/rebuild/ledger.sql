-- grain: one row per figure that a release entered in the ledger
select *
from release.ledger
where month = $month
    and revision = $revision
order by all;
