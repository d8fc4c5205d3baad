-- dataset: monthly sharp object
alter table delivered_cell alter column frequency type double;
