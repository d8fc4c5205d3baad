-- grain: one row per figure, release and interval it admitted: everything ever shown, and figures public elsewhere
create table if not exists ledger (
    release varchar, cause varchar, measure varchar, area_level varchar, area_code varchar, period_kind varchar,
    period varchar, age varchar, sex varchar, ethnicity varchar, vintage varchar,
    shown varchar, rounding integer, lo bigint, hi bigint
)
