-- grain: one row per delivered table, per release and of the ledger: what a release is made of beside code
-- A file is named by the hash of its bytes.
select concat_ws(' ', 'delivered', drop_id, delivered_table, vintage) as input
from secure.landed.delivered_table
union all
select concat_ws(' ', 'release', month, revision, sequence, rule_version, code_version)
from release.release
union all
select concat_ws(' ', 'ledger', count(*), sum(hash(ledger)))
from release.ledger as ledger
order by all;
