from typing import Any

import pytest

from affiant.ui.browser.shown_state import Accounts, Checklist, Item, read_accounts, read_checklist

ITEM = {"code": "picture", "text": "Picture", "state": "running"}


def test_checklist_is_read() -> None:
    read = read_checklist({"items": [ITEM], "busy": True})
    assert read == Checklist((Item("picture", "Picture", "running"),), busy=True)


def test_text_is_made_visible_and_cut() -> None:
    read = read_checklist({"items": [{**ITEM, "text": "a\u202eb" + "x" * 500}], "busy": False})
    assert read.items[0].text.startswith("a<U+202E>b")
    assert len(read.items[0].text) == 200


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"items": [ITEM]},
        {"items": [ITEM], "busy": 1},
        {"items": {}, "busy": True},
        {"items": [{**ITEM, "state": "finished"}], "busy": True},
        {"items": [{**ITEM, "text": 1}], "busy": True},
        {"items": ["picture"], "busy": True},
    ],
)
def test_other_forms_are_no_checklist(params: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be"):
        read_checklist(params)


def test_accounts_are_read() -> None:
    accounts = [{"id": "A1", "title": "@a"}]
    assert read_accounts({"accounts": accounts, "chosen": "A1"}) == Accounts((("A1", "@a"),), "A1")
    assert read_accounts({"accounts": accounts, "chosen": None}) == Accounts((("A1", "@a"),), "")


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"accounts": [{"id": "A1"}]},
        {"accounts": [{"id": 1, "title": "@a"}]},
        {"accounts": [], "chosen": "A2"},
        {"accounts": [], "chosen": 2},
    ],
)
def test_other_forms_are_no_accounts(params: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be"):
        read_accounts(params)
