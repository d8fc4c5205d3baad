-- grain: none; the tables of the secure store
-- A true count is called `frequency`, as in disclosure control: `count` is the name of a function.
create schema if not exists secure.landed;
create schema if not exists secure.conformed;

-- grain: one row per delivered file that was received
create table if not exists secure.landed.drop (
    drop_id varchar primary key,  -- sha256 of the file
    file_name varchar not null,
    source_path varchar not null,
    size_bytes bigint not null,
    received_at timestamp not null,  -- UTC
    received_by varchar not null,
    agreement varchar not null,
    content varchar not null,  -- 'synthetic' or 'real'
    dataset varchar not null,
    source varchar not null,
    extract varchar not null,  -- '2023-24 M10': sorts in time
    period_end date not null,  -- first day of the last month covered
    provisional_from date not null,  -- first day of the first financial year that is not final
    extract_date date not null
);

-- grain: one row per table of a delivered file; vintage counts the deliveries of one extract's table
create table if not exists secure.landed.delivered_table (
    drop_id varchar not null,
    delivered_table varchar not null,
    vintage integer not null,
    primary key (drop_id, delivered_table)
);

-- grain: one row per delivered count, with the labels of the reference tables
create table if not exists secure.landed.count (
    drop_id varchar not null,
    delivered_table varchar not null,
    measure varchar not null,
    area_level varchar not null,
    area_code varchar not null,  -- as delivered
    role varchar not null,
    period_kind varchar not null,
    period date not null,
    age varchar not null,
    sex varchar not null,
    ethnicity varchar not null,
    frequency integer not null
);

-- grain: one row per drop that was conformed, with the version of the rules that did it
create table if not exists secure.conformed.drop (
    drop_id varchar primary key,
    conform_version varchar not null
);

-- grain: source x dataset x extract x vintage x measure x cause x area x period x age x sex x ethnicity
create table if not exists secure.conformed.count (
    drop_id varchar not null,
    source varchar not null,
    dataset varchar not null,
    extract varchar not null,
    vintage integer not null,
    delivered_table varchar not null,
    measure varchar not null,
    cause varchar not null,
    area_level varchar not null,
    area_code varchar not null,  -- of today
    pfa_code varchar,
    region_code varchar,
    country_code varchar not null,
    period_kind varchar not null,
    period date not null,
    age varchar not null,
    sex varchar not null,
    ethnicity varchar not null,
    frequency integer not null
);

-- grain: one row per drop and reason for which delivered rows are in no conformed figure
create table if not exists secure.conformed.set_aside (
    drop_id varchar not null,
    reason varchar not null,
    landed_rows bigint not null
);

-- grain: one row per release and true figure behind it
create table if not exists secure.conformed.released_figure (
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
    frequency integer not null
);

-- grain: one row per release and hidden figure that sums link: the release's audit
create table if not exists secure.conformed.audited_figure (
    month date not null,
    revision integer not null,
    cause varchar not null,
    area_code varchar not null,
    period_kind varchar not null,
    period varchar not null,
    age varchar not null,
    vintage varchar not null,
    lo bigint not null,  -- the whole numbers lo to hi cannot be ruled out
    hi bigint not null,
    verdict varchar not null,
    method varchar not null
);

-- grain: one row: the release that the current figures have become; none if they are of the past
create table if not exists secure.conformed.standing (
    asked date,  -- the month that was asked for; null: the latest
    month date,
    revision integer,
    inputs varchar  -- a digest of all that it was made of
);
