-- grain: none; copies every table of the store into the one under the new key
copy from database secure to rotated;
