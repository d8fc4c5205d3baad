-- grain: none; closes the history of checks
detach checks;
