-- grain: one row per month from April 2012 to the release month
create or replace temp table month as
select cast(unnest(generate_series(
    date '2012-04-01', getvariable('release_month'), interval 1 month
)) as date) as month;
