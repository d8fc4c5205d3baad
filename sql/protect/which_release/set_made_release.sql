-- grain: none; the current release as the latest one of its month was made, where there is one
set variable revision = coalesce(
    (
        select max(revision)
        from release.release
        where month = getvariable('release_month')
    ),
    getvariable('revision')
);
set variable sequence = coalesce(
    (
        select sequence
        from release.release
        where month = getvariable('release_month')
            and revision = getvariable('revision')
    ),
    getvariable('sequence')
);
set variable release_label = release_label(
    getvariable('release_month'), getvariable('revision')
);
