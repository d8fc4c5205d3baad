-- grain: none; a secure store that is in memory and nowhere else
attach ':memory:' as secure;
