-- grain: one row per release of the month whose cells are the current ones, latest first
select earlier.revision
from release.release as earlier
where earlier.month = getvariable('release_month')
    and not exists (
        select *
        from (
            select * from release_cell
            except
            select * exclude (month, revision)
            from release.cell
            where cell.month = earlier.month
                and cell.revision = earlier.revision
        )
    )
    and (select count(*) from release_cell) = (
        select count(*)
        from release.cell
        where cell.month = earlier.month
            and cell.revision = earlier.revision
    )
order by earlier.revision desc;
