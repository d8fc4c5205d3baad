delete from release_cell where cell_no = 1;
