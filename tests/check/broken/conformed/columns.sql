alter table secure.conformed.figure add column patient varchar;
