update written_cell set shown = '15' where line_no = 2;
