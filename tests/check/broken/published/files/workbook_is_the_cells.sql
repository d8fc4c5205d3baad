delete from written_figure where sheet = (select min(sheet) from written_figure);
