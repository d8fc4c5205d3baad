-- grain: one row: the month that was asked for
insert into secure.conformed.standing (asked)
values ($asked);
