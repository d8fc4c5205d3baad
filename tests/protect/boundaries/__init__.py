"""Areas that merge and split between releases: little worlds, and what is held of them."""
