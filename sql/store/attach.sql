-- grain: none; opens a store that holds protected cells only
attach $path as $store (read_only getvariable('read_only'));
