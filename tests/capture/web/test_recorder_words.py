"""What the recorder says becomes sentences of ours and nothing else; what has another form is not believed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.site.certificates import certificates

from affiant.capture.web import one_capture
from affiant.capture.web.gaps import GAPS, gap_sentences, missing
from affiant.capture.web.loading import fingerprint
from affiant.capture.web.order import CertificateRefusedError
from affiant.capture.web.problems import PROBLEMS, problem, problem_of
from affiant.capture.web.recorder_facts import read_completeness, read_web
from affiant.capture.web.sender import MEDIA_TYPES
from affiant.core.errors import FormatError

SOURCES = sorted(Path(one_capture.__file__).parent.glob("*.py"))


def web(**fields: Any) -> dict[str, Any]:
    return {**one_capture._unknown_web(one_capture.WebOrder("http://127.0.0.1/")), **fields}


def test_every_gap_has_a_sentence_with_its_number() -> None:
    for code, words in GAPS.items():
        (said,) = gap_sentences([{"code": code, "count": 1234}])
        assert said.endswith(".")
        assert ("1,234" in said) == ("{count}" in words)
    assert {missing(role) for role in one_capture.ROLES} <= set(GAPS.values())


def test_every_code_in_the_recorder_is_one_that_becomes_a_sentence() -> None:
    text = "".join(one.read_text(encoding="utf-8") for one in SOURCES)
    noted = set(re.findall(r'gaps\["([a-z-]+)"', text)) | set(re.findall(r'gaps\.append\("([a-z-]+)"', text))
    assert noted
    assert noted <= set(GAPS)
    raised = set(re.findall(r'NotLoadedError\(\s*"([a-z-]+)"', text)) - {"web-certificate-refused"}
    assert raised
    assert raised <= set(PROBLEMS)


@pytest.mark.parametrize(
    "gaps",
    [None, "text", [5], [{"code": "<b>", "count": 1}], [{"code": "dom", "count": "1"}], [{"code": ["dom"]}], [{}]],
)
def test_a_gap_of_another_form_is_not_believed(gaps: object) -> None:
    with pytest.raises(FormatError):
        gap_sentences(gaps)


def test_every_problem_says_what_is_safe_and_what_to_do() -> None:
    for code in PROBLEMS:
        wrong = problem(code, "x" * 9999)
        assert wrong.safe
        assert wrong.remedy
        assert len(wrong.subject) <= 500
    with pytest.raises(FormatError):
        problem_of({"code": "made-up"})


def test_a_refused_certificate_comes_with_its_chain_and_fingerprint() -> None:
    bad = certificates().bad
    pem = bad.chain_pem.decode()
    wrong = problem_of(
        {
            "code": "web-certificate-refused",
            "chain": [pem],
            "error": "net::E",
            "fingerprint": fingerprint(pem),
            "subject": "u",
        }
    )
    assert isinstance(wrong, CertificateRefusedError)
    assert (wrong.fingerprint, wrong.chain, wrong.error, wrong.subject) == (bad.fingerprint, (pem,), "net::E", "u")
    assert fingerprint("no certificate") is None
    with pytest.raises(FormatError):
        problem_of({"code": "web-certificate-refused", "chain": 5, "fingerprint": None})


@pytest.mark.parametrize(
    "change",
    [
        {"status": "200"},
        {"status": True},
        {"title": 5},
        {"more": 1},
        {"page": {"height": 1}},
        {"page": {"height": True, "width": 1}},
        {"tls": {}},
        {"pictures": [5]},
        {"pictures": [{"height": 1, "name": "page.png", "top": "0"}]},
        {"final_url": "x" * 16_001},
        {"engine": None},
    ],
)
def test_facts_of_another_form_are_not_recorded(change: dict[str, Any]) -> None:
    assert read_web(web())["status"] is None
    with pytest.raises(FormatError):
        read_web(web(**change))


@pytest.mark.parametrize(
    "answers",
    [None, [5], [{"answer": "maybe", "detail": None, "question": "expanded"}],
     [{"answer": "yes", "detail": None, "question": "asked-by-nobody"}], [{"answer": "yes", "question": "expanded"}]],
)  # fmt: skip
def test_answers_of_another_form_are_not_recorded(answers: object) -> None:
    with pytest.raises(FormatError):
        read_completeness(answers)


def test_answers_stand_in_the_order_of_the_questions() -> None:
    given = [{"answer": "yes", "detail": None, "question": one} for one in ("not-empty", "expanded")]
    assert [one.question for one in read_completeness(given).answers] == ["expanded", "not-empty"]


def test_the_roles_of_both_sides_are_the_same() -> None:
    assert set(MEDIA_TYPES) == set(one_capture.ROLES)
    assert set(one_capture.ALWAYS) == set(one_capture.ROLES) - {"certificate"}


def test_an_order_arrives_as_it_was_given() -> None:
    order = one_capture.WebOrder("http://127.0.0.1/", wait_ms=5, expect=("a", "b"), accepted_certificate="00")
    assert one_capture.WebOrder.from_json(order.to_json()) == order


@pytest.mark.parametrize("change", [{"more": 1}, {"url": ...}])
def test_an_order_of_another_form_is_none(change: dict[str, Any]) -> None:
    said = {**one_capture.WebOrder("http://127.0.0.1/").to_json(), **change}
    with pytest.raises(FormatError):
        one_capture.WebOrder.from_json({key: value for key, value in said.items() if value is not ...})
    with pytest.raises(FormatError):
        one_capture.WebOrder.from_json([])
