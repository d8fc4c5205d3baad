-- grain: one row per release of a month
insert into release.release
values (
    getvariable('release_month'),
    getvariable('revision'),
    getvariable('sequence'),
    getvariable('rule_version'),
    getvariable('code_version')
);
