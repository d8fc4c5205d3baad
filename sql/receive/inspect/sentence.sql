-- grain: one row per reason to refuse a file: the contract's sentence, and the entry that may mend it
-- A reason without a sentence of its own continues the one before it.
with numbered as (
    select
        *,
        row_number() over () as line_no
    from reference.refusal
)

select
    refusal,
    last_value(sentence ignore nulls) over (partition by part order by line_no) as sentence,
    coalesce(entry, '') as entry
from numbered;
