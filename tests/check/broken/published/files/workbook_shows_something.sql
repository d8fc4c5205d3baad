delete from written_figure;
