update release_cell set shown = '*' where cell_no = 1;
