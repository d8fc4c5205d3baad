-- grain: none; a store that is in memory and nowhere else
attach ':memory:' as $store;
