-- grain: none; the current release as a new one: its month, its number, its place among releases
set variable release_month = (select min(month) from secure.conformed.release_input);
set variable revision = (
    select coalesce(max(revision), 0) + 1
    from release.release
    where month = getvariable('release_month')
);
set variable sequence = (select coalesce(max(sequence), 0) + 1 from release.release);
set variable release_label = release_label(
    getvariable('release_month'), getvariable('revision')
);
