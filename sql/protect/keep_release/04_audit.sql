-- grain: one row per release and verdict of its audit: how many figures
insert into release.audit
select
    getvariable('release_month'),
    getvariable('revision'),
    verdict,
    figures
from (
    unpivot audit_receipt
    on columns(*)
    into name verdict value figures
);
