-- grain: none; opens the store of protected cells
attach $path as release;
