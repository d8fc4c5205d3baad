update release_cell set rounding = '3' where cell_no = 1;
