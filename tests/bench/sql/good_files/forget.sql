-- grain: none; the file before this one is forgotten
delete from secure.landed.count;
delete from secure.landed.delivered_table;
delete from secure.landed.drop;
