update release_cell set status = 'draft' where cell_no = 1;
