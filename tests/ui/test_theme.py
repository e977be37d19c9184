import itertools
from pathlib import Path

import pytest

from affiant.core.resources import resources_folder
from affiant.ui.registry import PAGES
from affiant.ui.theme import DARK, LIGHT, Colours
from affiant.ui.verdict_wording import STATE_COLOURS


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_all_text_has_a_contrast_of_at_least_four_and_a_half(colours: Colours) -> None:
    grounds = (colours.window, colours.side, colours.base, colours.raised)
    texts = (colours.text, colours.muted, colours.accent, colours.good, colours.warn, colours.bad, colours.unknown)
    for ground, text in itertools.product(grounds, texts):
        assert contrast(ground, text) >= 4.5, (ground, text)
    assert contrast(colours.tint, colours.text) >= 4.5
    assert contrast(colours.tint, colours.accent) >= 4.5
    assert contrast(colours.accent, colours.on_accent) >= 4.5


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert contrast("#777777", "#ffffff") < 4.5


def test_every_icon_that_is_named_is_there_and_paints_in_the_colour_it_is_given() -> None:
    folder = resources_folder() / "icons"
    named = {page.icon for page in PAGES} | {str(state) for state in STATE_COLOURS}
    assert named <= {path.stem for path in folder.glob("*.svg")}
    for path in folder.glob("*.svg"):
        if path.stem in {"arrow-down", "check-light", "check-dark"}:  # named by the style sheet
            continue
        assert b"currentColor" in path.read_bytes(), Path(path).name
