alter table release_cell add column count integer;
