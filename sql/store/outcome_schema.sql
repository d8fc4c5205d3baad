-- grain: none; the table of the store of checks

-- grain: one row per rule and time that it was evaluated
create table if not exists checks.outcome (
    gate varchar not null,
    subject varchar not null,  -- the drop, the month or the release that was at the gate
    checked_at timestamp not null,  -- UTC
    code_version varchar not null,
    rule varchar not null,
    severity varchar not null,
    reason varchar not null,
    is_broken boolean not null,
    violations bigint not null,  -- keys that break the rule
    broken_at varchar not null  -- the first of them
);
