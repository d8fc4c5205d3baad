-- grain: one row per content of the drops received: 'synthetic' or 'real'
select distinct content
from secure.landed.drop
order by content;
