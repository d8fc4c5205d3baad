-- grain: none; closes the store under the new key
detach rotated;
