-- grain: none; the release at hand and those after it
delete from release.release
where sequence >= getvariable('sequence');
