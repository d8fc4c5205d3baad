"""The most that a delivered file may be and cost.

The largest table agreed (local authorities by month and age, months down) is 150,000 rows, 55 MB
of XML and 4 MB on disk after twelve years; three times its years fit.
"""

FILE_BYTES = 50_000_000
INFLATED_BYTES = 300_000_000
# Times that a part inflates; delivered sheets do sixteen times, a bomb a thousand.
INFLATED_TIMES = 100
# A part that is small when inflated harms nobody, however well it packs.
INFLATED_FREELY = 1_000_000
PARTS = 1_000
# Of the rectangle that a sheet spans: a parser holds all of it in memory, empty or not.
CELLS = 5_000_000
CHARACTERS = 100_000_000

MEMORY_BYTES = 2_000_000_000
CPU_SECONDS = 60
SECONDS = 300
