-- grain: one row per figure and stage shown before the current release was made
create or replace temp table ledger as
select
    ledger.*,
    release_label(month, revision) as label
from release.ledger
inner join release.release using (month, revision)
where release.sequence < getvariable('sequence');
