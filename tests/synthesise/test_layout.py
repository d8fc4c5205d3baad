import pytest

from tasks.synthesise import Layout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"zero": "absent"}, "Only a long table"),
        ({"zero": "absent", "orientation": "wide"}, "Only a long table"),
        ({"file_format": "csv", "months": "date"}, "no Excel dates"),
        ({"file_format": "csv", "stacked": True}, "no sheets"),
        ({"file_format": "csv", "sheets_reversed": True}, "no sheets"),
        ({"file_format": "csv", "sheets_renamed": True}, "no sheets"),
        ({"byte_order_mark": True}, "byte-order mark"),
        ({"right": -1}, "0 or more"),
        ({"down": -1}, "0 or more"),
    ],
)
def test_a_layout_that_no_file_may_have_is_refused(
    options: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Layout(**options)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"zero": "absent", "orientation": "long"},
        {"file_format": "csv", "byte_order_mark": True},
        {"right": 0, "down": 0},
    ],
)
def test_a_layout_at_the_edge_is_taken(options: dict[str, object]) -> None:
    assert Layout(**options) == Layout(**options)
