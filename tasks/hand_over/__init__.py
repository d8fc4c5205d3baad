"""Hand over unsuppressed counts to the one permitted recipient: packed, encrypted and signed.

The package is made from the secure store and written to the transfer folder. A person carries it
from there. A log records its states.
"""
