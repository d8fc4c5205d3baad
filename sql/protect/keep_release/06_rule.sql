-- grain: one row per release: the rule that it was made under
-- A release that is made again has its row already.
insert or replace into release.rule
values (
    getvariable('release_month'),
    getvariable('revision'),
    getvariable('rule')
);
