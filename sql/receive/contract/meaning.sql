-- grain: one row per place and meaning that an entry of a delivery profile may have
select place, meaning, value, says
from reference.delivery_meaning;
