alter table release_cell add column frequency integer;
