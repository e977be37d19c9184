"""The languages of the dossier's own sentences."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from affiant.export.dossier.english import ENGLISH
from affiant.export.dossier.words import Words

LANGUAGES = MappingProxyType({words.language: words for words in (ENGLISH,)})
"""A language is added with one module and one name here."""


def words_for(language: str) -> Words:
    """Return the sentences of a language; English ones, with a note that is printed, where there are none yet."""
    found = LANGUAGES.get(language)
    if found is not None:
        return found
    note = f"The language “{language}” was asked for. This version has its own sentences in English only."
    return replace(ENGLISH, language_note=note)
