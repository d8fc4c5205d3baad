-- grain: none; closes the encrypted store
detach secure;
