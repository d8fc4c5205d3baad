-- grain: one row per conformed count of a stale drop, made by earlier rules
delete from secure.conformed.count where drop_id in (select drop_id from stale_drop);
delete from secure.conformed.set_aside where drop_id in (select drop_id from stale_drop);
delete from secure.conformed.drop where drop_id in (select drop_id from stale_drop);
