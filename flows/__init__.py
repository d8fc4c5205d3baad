"""What a person, a schedule or the arrival of data starts."""

from flows.service.settings import apply
from flows.service.tracebacks import leave_out_of_our_own

# Before anything imports prefect, which reads its settings then.
apply()
leave_out_of_our_own()
