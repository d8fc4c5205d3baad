"""What runs in the reader's own process: a guard, then the parsers of workbooks and CSV files."""
