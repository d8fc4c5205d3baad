"""HTML outputs: each page is one file that asks nothing of anyone."""
