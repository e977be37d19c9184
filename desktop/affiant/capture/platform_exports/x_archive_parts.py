"""The parts of X's data archive that records are made of, by the name that each has in ``window.YTD.<part>.part0``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from affiant.capture.platform_exports.json_entries import as_lines, dig, fields, id_text, items, words
from affiant.capture.platform_exports.x_status import created_at, name_of, post, shown
from affiant.core.record import Record, Where


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose archive it is, where the archive says so."""

    author: str | None = None
    author_id: str | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """What the entries of an archive need to know of the others."""

    owner: Owner = Owner()
    pictures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Id of a post or message to the names of its files in the archive."""


def _post(entry: dict[str, Any], place: Where, archive: Archive, notes: tuple[str, ...] = ()) -> Record:
    made = post(entry, place, notes=notes)
    return replace(
        made,
        author=made.author or archive.owner.author,
        author_id=made.author_id or archive.owner.author_id,
        media=(*made.media, *archive.pictures.get(made.id or "", ())),
    )


def _deleted_post(entry: dict[str, Any], place: Where, archive: Archive) -> Record:
    return _post(entry, place, archive, ("deleted-in-export",))


def _note_post(entry: dict[str, Any], place: Where, archive: Archive) -> Record:
    text, stored = shown(dig(entry, "core", "text"))
    time = created_at(entry.get("createdAt"))
    return Record(
        "post",
        place,
        id=id_text(entry.get("noteTweetId")),
        author=archive.owner.author,
        author_id=archive.owner.author_id,
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        text=text,
        text_as_stored=stored,
        notes=(*time.notes, "long-text-of-a-post"),
    )


def _like(entry: dict[str, Any], place: Where, archive: Archive) -> Record:
    text, stored = shown(entry.get("fullText"))
    return Record(
        "reaction",
        place,
        author=archive.owner.author,
        author_id=archive.owner.author_id,
        text=text,
        text_as_stored=stored,
        reply_to=id_text(entry.get("tweetId")),
        url=words(entry.get("expandedUrl")),
        notes=("like",),
    )


def _account(entry: dict[str, Any], place: Where, _archive: Archive) -> Record:
    time = created_at(entry.get("createdAt"))
    return Record(
        "account",
        place,
        id=id_text(entry.get("accountId")),
        author=name_of(entry.get("accountDisplayName"), entry.get("username")),
        author_id=id_text(entry.get("accountId")),
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        text=as_lines(entry, but=("accountId", "createdAt")),
        notes=(*time.notes, "owner"),
    )


def _profile(entry: dict[str, Any], place: Where, archive: Archive) -> Record:
    pictures = (entry.get("avatarMediaUrl"), entry.get("headerMediaUrl"))
    return Record(
        "account",
        place,
        author=archive.owner.author,
        author_id=archive.owner.author_id,
        text=as_lines(fields(entry.get("description"))),
        media=tuple(one for one in pictures if isinstance(one, str) and one),
        notes=("profile",),
    )


def _related(relation: str) -> Made:
    def make(entry: dict[str, Any], place: Where, _archive: Archive) -> Record:
        account_id = id_text(entry.get("accountId"))
        return Record(
            "account", place, id=account_id, author_id=account_id, url=words(entry.get("userLink")), notes=(relation,)
        )

    return make


def _renaming(entry: dict[str, Any], place: Where, archive: Archive) -> Record:
    change = fields(entry.get("screenNameChange"))
    time = created_at(change.get("changedAt"))
    return Record(
        "service",
        place,
        author=archive.owner.author,
        author_id=id_text(entry.get("accountId")),
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        text=as_lines(change, but=("changedAt",)),
        notes=(*time.notes, "handle-changed"),
    )


Made: TypeAlias = "Callable[[dict[str, Any], Where, Archive], Record]"

PARTS: dict[str, tuple[str, Made]] = {
    "tweet": ("tweet", _post),
    "tweets": ("tweet", _post),
    "community_tweet": ("tweet", _post),
    "community_tweets": ("tweet", _post),
    "twitter_circle_tweet": ("tweet", _post),
    "deleted_tweet": ("tweet", _deleted_post),
    "deleted_tweets": ("tweet", _deleted_post),
    "note_tweet": ("noteTweet", _note_post),
    "like": ("like", _like),
    "likes": ("like", _like),
    "account": ("account", _account),
    "profile": ("profile", _profile),
    "follower": ("follower", _related("follower")),
    "following": ("following", _related("following")),
    "block": ("blocking", _related("blocked")),
    "mute": ("muting", _related("muted")),
    "screen_name_change": ("screenNameChange", _renaming),
}
"""Part to the key that wraps each entry, and what is made of an entry."""
MESSAGES = ("direct_messages", "direct_message", "direct_messages_group", "direct_message_group")
"""Parts that hold conversations with messages."""


def message_records(
    event: dict[str, Any], conversation: str | None, archive: Archive
) -> Iterator[tuple[tuple[str | int, ...], Record]]:
    """What one entry of a conversation holds: a message with its reactions, or a line of the platform.

    Yields:
        The path inside of the entry, and a record whose place is still to be filled in.
    """
    nowhere = Where("")
    for kind, value in event.items():
        body = fields(value)
        time = created_at(body.get("createdAt"))
        message_id = id_text(body.get("id"), body.get("eventId"))
        said: dict[str, Any] = {
            "author_id": id_text(body.get("senderId"), body.get("initiatingUserId"), body.get("userId")),
            "conversation": conversation,
            "id": message_id,
            "notes": time.notes,
            "posted_as": time.posted_as,
            "posted_at": time.posted_at,
        }
        if kind != "messageCreate":
            text = "\n".join(filter(None, (kind, as_lines(body, but=("createdAt",)))))
            yield (kind,), Record("service", nowhere, text=text, **said)
            continue
        addresses = [one for one in items(body.get("mediaUrls")) if isinstance(one, str)]
        own = archive.pictures.get(message_id or "", ())
        yield (kind,), Record("message", nowhere, text=words(body.get("text")) or "", media=(*addresses, *own), **said)
        for position, reaction in enumerate(items(body.get("reactions"))):
            reacted = created_at(dig(reaction, "createdAt"))
            yield (
                (kind, "reactions", position),
                Record(
                    "reaction",
                    nowhere,
                    id=id_text(dig(reaction, "eventId")),
                    author_id=id_text(dig(reaction, "senderId")),
                    posted_at=reacted.posted_at,
                    posted_as=reacted.posted_as,
                    text=words(dig(reaction, "reactionKey")) or "",
                    conversation=conversation,
                    reply_to=message_id,
                    notes=reacted.notes,
                ),
            )
