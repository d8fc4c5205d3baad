-- grain: none; closes the store of protected cells
detach release;
