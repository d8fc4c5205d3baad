-- grain: one row: what the rules read of the Cover
create or replace temp table cover as
select $dataset as dataset, $source as source, 'this' as extract
