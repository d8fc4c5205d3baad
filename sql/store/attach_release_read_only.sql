-- grain: none; opens the store of protected cells for reading
attach $path as release (read_only);
