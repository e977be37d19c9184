"""Accounts as observations."""

from affiant.core.model import Account, Observation


def test_the_newest_observation_of_a_kind_is_shown() -> None:
    account = Account(
        "A001",
        "x",
        2,
        (
            Observation("handle", "old", "2026-01-01T00:00:00.000Z", 3),
            Observation("name", "Name", "2026-01-01T00:00:00.000Z", 4),
            Observation("handle", "new", "2026-01-02T00:00:00.000Z", 5),
        ),
    )
    assert account.latest("handle") == "new"
    assert account.latest("name") == "Name"
    assert account.latest("bio") is None
