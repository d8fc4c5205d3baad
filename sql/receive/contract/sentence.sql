-- grain: one row per reason to refuse a file in a part of the contract, in the order of the file
select
    refusal,
    coalesce(sentence, '') as sentence,
    broken_by,
    coalesce(told, '') as told
from reference.refusal
where part = $part;
