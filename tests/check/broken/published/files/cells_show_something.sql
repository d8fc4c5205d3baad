update written_cell set shown = null where line_no = 2;
