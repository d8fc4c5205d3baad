update release_cell set publication_table = 'ward_month' where cell_no = 1;
