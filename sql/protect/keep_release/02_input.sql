-- grain: one row per release and delivered file behind it
insert into release.input
select
    month,
    getvariable('revision'),
    * exclude (month)
from secure.conformed.release_input;
