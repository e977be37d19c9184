"""``affiant account``: dated observations, never overwritten."""

from __future__ import annotations

from tests.fakes.command_line import CommandLine

from affiant.core.errors import ExitStatus


def test_observations_are_added_and_never_overwritten(affiant: CommandLine) -> None:
    case = affiant.new_case()
    long_id = "1382350606417817604"
    first = affiant.json("account", "add", case, "x:@Chand_Pura", "--id", long_id, "--name", "چاند")
    assert first["durable_id"] == long_id
    again = affiant.json("account", "add", case, "x:@Chand_Pura2", "--id", long_id)
    assert again["id"] == first["id"]
    handles = [one["value"] for one in again["observations"] if one["kind"] == "handle"]
    assert handles == ["Chand_Pura", "Chand_Pura2"]
    assert again["name"] == "چاند"


def test_a_handle_that_went_to_another_durable_id_is_another_account(affiant: CommandLine) -> None:
    case = affiant.new_case()
    first = affiant.json("account", "add", case, "x:@same", "--id", "1")
    second = affiant.json("account", "add", case, "x:@same", "--id", "2")
    assert first["id"] != second["id"]


def test_saying_the_same_again_records_nothing(affiant: CommandLine) -> None:
    case = affiant.new_case()
    affiant.json("account", "add", case, "tiktok:@one", "--bio", "b")
    types = [one["type"] for one in affiant.json("list", case, "events")]
    affiant.json("account", "add", case, "tiktok:@one", "--bio", "b")
    more = [one["type"] for one in affiant.json("list", case, "events")][len(types) :]
    assert all(one.startswith("session.") for one in more)


def test_an_unknown_platform_is_refused_with_the_list(affiant: CommandLine) -> None:
    case = affiant.new_case()
    ran = affiant.run("account", "add", case, "myspace:@tom")
    assert ran.status == ExitStatus.USAGE
    assert "telegram" in ran.talk
