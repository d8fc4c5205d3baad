"""Hand over: unsuppressed counts for the one allowed recipient, packed, encrypted and signed.

The package is made from the secure store. It leaves the machine in a person's hands only: the
project writes it to the transfer folder and follows its states in a log.
"""
