-- grain: none; the tables of the release store: protected cells only

-- grain: one row per release of a month
create table if not exists release.release (
    month date not null,  -- first day of the last reference month
    revision integer not null,  -- r<N>
    sequence integer not null unique,  -- the order in which releases were made
    rule_version varchar not null,
    code_version varchar not null,
    primary key (month, revision)
);

-- grain: one row per release and delivered file behind it
create table if not exists release.input (
    month date not null,
    revision integer not null,
    drop_id varchar not null,
    file_name varchar not null,
    dataset varchar not null,
    source varchar not null,
    extract varchar not null,
    period_end date not null,
    extract_date date not null,
    content varchar not null,
    primary key (month, revision, drop_id)
);

-- grain: one row per figure ever shown, in every release that shows it
create table if not exists release.cell (
    month date not null,
    revision integer not null,
    cell_no integer not null,  -- the order in which figures stand
    publication_table varchar not null,
    cause varchar not null,
    measure varchar not null,
    area_level varchar not null,
    area_code varchar not null,
    area varchar not null,
    period_kind varchar not null,
    period varchar not null,
    age varchar not null,
    sex varchar not null,
    ethnicity varchar not null,
    shown varchar not null,
    rounding varchar not null,
    status varchar not null
);

-- grain: one row per release and verdict of its audit: how many figures
create table if not exists release.audit (
    month date not null,
    revision integer not null,
    verdict varchar not null,
    figures integer not null,
    primary key (month, revision, verdict)
);

-- grain: one row per figure and stage in which a release first showed it: everything ever shown
-- stage: 'first' (provisional), 'final', either with ' correction <n>'. lo to hi is what the symbol
-- admits to someone who knows the rules; national figures are entered whenever they change.
create table if not exists release.ledger (
    month date not null,
    revision integer not null,
    cause varchar not null,
    measure varchar not null,
    area_level varchar not null,
    area_code varchar not null,
    period_kind varchar not null,
    period varchar not null,
    age varchar not null,
    sex varchar not null,
    ethnicity varchar not null,
    stage varchar not null,
    vintage varchar not null,  -- figures of one vintage add up
    shown varchar not null,
    rounding varchar not null,
    reason varchar not null,
    lo bigint not null,
    hi bigint  -- null: anything
);

-- grain: one row per release: the rule of sql/protect/policy.toml that it was made under
create table if not exists release.rule (
    month date not null,
    revision integer not null,
    rule varchar not null,
    primary key (month, revision)
);

-- grain: one row per release and table that was left out of it, so that no hidden count can be worked out
create table if not exists release.left_out (
    month date not null,
    revision integer not null,
    publication_table varchar not null,
    primary key (month, revision, publication_table)
);
