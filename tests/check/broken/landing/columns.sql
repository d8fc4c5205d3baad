-- dataset: monthly sharp object
alter table delivered_cell add column patient varchar;
