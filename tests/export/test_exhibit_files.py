from dataclasses import replace

import pytest
from tests.fakes.pack_case import pack_case

from affiant.core.canonical import parse_object
from affiant.core.errors import AffiantError
from affiant.export.exhibit_files import capture_document, number_exhibits, safe_extension


@pytest.mark.parametrize(
    "media_type",
    [
        "text/html",
        "application/xhtml+xml",
        "image/svg+xml",
        "application/javascript",
        "text/javascript",
        "application/x-msdownload",
        "application/x-sh",
        "multipart/related",
        "message/rfc822",
        "application/pem-certificate-chain",
        "application/vnd.ms-excel.sheet.macroEnabled.12",
        "application/octet-stream",
    ],
)
def test_no_exhibit_gets_an_extension_that_runs(media_type) -> None:
    assert safe_extension(media_type) in ("txt", "bin")


def test_known_content_gets_its_extension() -> None:
    assert [safe_extension(one) for one in ("image/png", "image/jpeg", "application/pdf")] == ["png", "jpg", "pdf"]


def test_exhibits_are_numbered_by_capture_whatever_the_order_and_each_once(tmp_path) -> None:
    case = pack_case(tmp_path)
    exhibits = number_exhibits(case.captures_by_id(("C00003", "C00001", "C00003")), case, None)
    assert [(one.id, one.capture.id) for one in exhibits] == [("E001", "C00001"), ("E002", "C00003")]


def test_the_description_is_what_the_event_recorded(tmp_path) -> None:
    case = pack_case(tmp_path)
    (exhibit,) = number_exhibits(case.captures_by_id(("C00002",)), case, None)
    found = parse_object(capture_document(exhibit))
    event = case.event(found["event"])
    for key in ("capture", "number", "kind", "url", "note", "captured_at"):
        assert found[key] == event.data[key]
    (artefact,), (recorded,) = found["artefacts"], event.data["artefacts"]
    assert artefact["file"] == "E001-01.png"
    assert {key: artefact[key] for key in artefact if key != "file"} == {
        key: recorded[key] for key in ("media_type", "name", "role", "sha256", "sha512", "size")
    }
    assert found["account"]["id"] == "A002"
    assert [one["kind"] for one in found["account"]["observations"]] == ["handle", "durable_id"]


def test_a_list_that_differs_from_the_ledger_is_refused(tmp_path) -> None:
    case = pack_case(tmp_path)
    capture = case.capture("C00001")
    false = replace(capture, artefacts=(replace(capture.artefacts[0], sha256="0" * 64),))
    with pytest.raises(AffiantError) as caught:
        number_exhibits((false,), case, None)
    assert caught.value.code == "case-differs"
