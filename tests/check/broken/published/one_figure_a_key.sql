insert into release_cell from release_cell where cell_no = 1;
