from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from affiant.core.errors import AffiantError
from affiant.export.text.font import FILES, FontSet, fonts_folder

FOLDER = fonts_folder()


def test_the_readme_names_every_font_with_its_hash() -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    assert {file.name for file in FOLDER.glob("*.ttf")} == set(FILES.values())
    for name in FILES.values():
        digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
        assert any(name in line and digest in line for line in readme.splitlines()), name


def test_every_family_has_its_licence() -> None:
    for name in FILES.values():
        licence = FOLDER / f"LICENSE-{name.split('_')[0]}.txt"
        assert "SIL Open Font License" in licence.read_text("utf-8")


def test_the_fonts_stay_below_four_megabytes() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 4_000_000


def test_a_missing_font_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AffiantError) as caught:
        FontSet(tmp_path)
    assert caught.value.code == "installation-damaged"
    assert str(tmp_path) in caught.value.subject
