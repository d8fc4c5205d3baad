update release_cell set shown = null where cell_no = 1;
