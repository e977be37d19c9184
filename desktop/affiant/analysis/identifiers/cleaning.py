"""Addresses without what describes the investigator: by allow-list on a platform's hosts, else by known trackers."""

from __future__ import annotations

from dataclasses import dataclass

from affiant.analysis.identifiers.address import Address, Parameter

TRACKERS = ("gclid", "fbclid", "mc_eid", "ref")
"""Known on any site, beside everything that begins with ``utm_``."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An address fit to publish."""

    url: str
    dropped: tuple[str, ...]
    """Names of the parameters left out, each once, in their order; ``#`` is the part after the number sign."""


def clean(address: Address, keep: frozenset[str] | None) -> Cleaned:
    """Leave out what does not belong to the content; the raw form stays the evidence.

    Args:
        address: the raw address.
        keep: names of the parameters that carry content; None on a site of which that is not known: then only what is
            known to track is left out.
    """
    kept = tuple(one for one in address.parameters if _stays(one, keep))
    dropped = dict.fromkeys(one.name for one in address.parameters if one not in kept)
    if address.fragment is not None:
        dropped["#"] = None
    return Cleaned(address.with_query(kept), tuple(dropped))


def _stays(parameter: Parameter, keep: frozenset[str] | None) -> bool:
    name = parameter.name.lower()
    if keep is None:
        return name not in TRACKERS and not name.startswith("utm_")
    return parameter.name in keep
