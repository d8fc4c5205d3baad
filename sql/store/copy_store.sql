-- grain: none; copies every table of a store into an empty one
copy from database $source to $store;
