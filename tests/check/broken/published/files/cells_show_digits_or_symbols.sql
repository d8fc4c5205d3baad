update written_cell set shown = '*' where line_no = 2;
