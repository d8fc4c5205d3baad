-- grain: none; closes a store
detach $store;
