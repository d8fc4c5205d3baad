"""What the run of an arrived file says of one that was refused."""

import pytest

from flows.arrival import _refusal
from tasks.folders import DataFolder
from tasks.receive.drop import DropReceipt


@pytest.mark.parametrize(
    ("sha256", "said"),
    [("ab" * 32, "The file is kept in "), ("cd" * 32, "No copy"), ("", "No copy of it is kept.")],
)
def test_a_copy_is_named_only_if_one_is_kept(data: DataFolder, sha256: str, said: str) -> None:
    (data.quarantine / ("ab" * 8)).mkdir()

    assert said in _refusal(DropReceipt("a.xlsx", sha256, "refused"), str(data.root))
