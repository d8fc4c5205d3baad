-- grain: none; what an interrupted run left of this release
delete from secure.conformed.released_figure
where month = getvariable('release_month')
    and revision = getvariable('revision');

delete from secure.conformed.audited_figure
where month = getvariable('release_month')
    and revision = getvariable('revision');
