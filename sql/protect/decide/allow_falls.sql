-- grain: one row per change between vintages that from now on may be a fall of any size
-- As wide as `reach`: 1, of the months, country and cause of the figure whose symbol contradicts that nothing fell
-- (`cell_id`); 2, of its country and cause; 3, every one; 4, and all assault may be below sharp object.
update cell
set lo = no_lower_bound()
where kind = 'hidden'
    and cell_id in (
        with ending as (
            select
                *,
                left(area_code, 1) as country,
                case period_kind
                    when 'year' then make_date(cast(left(period, 4) as integer) + 1, 3, 1)
                    else try_cast(period || '-01' as date)
                end as last_month,
                case period_kind
                    when 'month' then 1
                    when 'year' then 12
                    when 'rolling_year' then 12
                    else try_cast(left(period_kind, 1) as integer)
                end as months
            from cell
        )

        select change.cell_id
        from ending as change
        left join ending as betrayed on betrayed.cell_id = $cell_id
        where (change.risen_from is not null or (change.is_rest and $reach = 4))
            and (
                $reach >= 3
                or (
                    change.country = betrayed.country
                    and change.cause = betrayed.cause
                    and (
                        $reach = 2
                        or (
                            change.last_month > betrayed.last_month - to_months(betrayed.months)
                            and betrayed.last_month > change.last_month - to_months(change.months)
                        )
                    )
                )
            )
    )
