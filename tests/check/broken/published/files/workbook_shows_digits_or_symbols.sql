update written_figure set shown = '1 to 7';
