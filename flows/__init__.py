"""What a person, a schedule or the arrival of data starts."""

from flows.service.settings import apply

# Before anything imports prefect, which reads its settings then.
apply()
