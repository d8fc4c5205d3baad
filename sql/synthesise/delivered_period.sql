-- grain: one row per kind of period and period of the extract
create or replace temp table delivered_period as
select 'month' as period_kind, month_label as period, month from calendar_month
where month <= $last_month::date
union all
select 'year', financial_year, month from calendar_month
where month <= $last_month::date;
