-- grain: one row per reason to refuse a file, and what the sender is told
select refusal, told
from reference.refusal;
