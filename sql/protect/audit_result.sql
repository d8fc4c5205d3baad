-- grain: one row per release and verdict of the audit: how many figures, never what they are
insert into release.audit
select
    getvariable('release_month'),
    getvariable('revision'),
    unnest([
        'figures that sums link and the release hides', 'exact', 'known to be 2 or less',
        'two values left', 'three values left', 'told by exact totals alone'
    ]) as verdict,
    unnest([
        $suppressed, $exact, $at_most_2, $two_values, $three_values, $known_before + 0 * $unsettled
    ]) as figures;
