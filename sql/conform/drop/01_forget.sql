-- grain: one row per conformed count of the drop at hand, made by earlier rules
delete from secure.conformed.count where drop_id = getvariable('drop_id');
delete from secure.conformed.set_aside where drop_id = getvariable('drop_id');
delete from secure.conformed.drop where drop_id = getvariable('drop_id');
