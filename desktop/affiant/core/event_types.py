"""The types of event of version 1, and the fields of their ``data``. `resources/spec/pack-v1.md` says the same.

Values are text unless said otherwise; hashes are lower-case hex. *sensitive* fields stand in ``committed``.
"""

CASE_CREATED = "case.created"
"""``title``, ``format`` (1), ``signer`` {``fingerprint``, ``ed25519`` base64, ``certificate_sha256``},
``app`` {``name``, ``version``}. Always event 1."""

SESSION_OPENED = "session.opened"
"""``condition``: the working-condition record (see `CONDITION_RECORDED`). *sensitive*: ``machine``, ``user``."""

SESSION_CLOSED = "session.closed"
"""Nothing; a session that ends without it ended in a crash."""

CONDITION_RECORDED = "condition.recorded"
"""``purpose`` (``export``), ``condition`` {``app_version``, ``app_sha256``, ``python``, ``sqlite``, ``os``,
``hash_self_test`` (``pass``/``fail``), ``integrity`` (``ok`` or the problems' count as text), ``chain``
(``pass``/``fail``), ``ledger_events`` (integer), ``clock`` {``at``, ``monotonic_ns`` (integer), ``boot``,
``last_known`` or null, ``jump_ms`` (integer or null)}, ``free_bytes`` (integer), ``time_zone``}."""

CLOCK_JUMPED = "clock.jumped"
"""``last_known``, ``now``, ``jump_ms`` (integer; negative when the clock went back)."""

LOCK_CLEARED = "lock.cleared"
"""``since`` time of the dead owner's lock, ``process`` (integer). *sensitive*: ``machine``."""

LEFTOVERS_SWEPT = "leftovers.swept"
"""``files`` (integer): unfinished files of a crash that were removed; none of them was ever acknowledged."""

ACCOUNT_ADDED = "account.added"
"""``account`` (``A001``), ``platform``."""

ACCOUNT_OBSERVED = "account.observed"
"""``account``, ``kind`` (one of `OBSERVATION_KINDS`), ``value``: one dated observation; never overwritten."""

OBSERVATION_KINDS = ("handle", "durable_id", "name", "bio", "url")

CAPTURE_ADDED = "capture.added"
"""``capture`` (``C00001``), ``number`` (integer), ``kind`` (``file``, later ``web`` and ``screen``), ``account``
or null, ``url`` or null, ``note`` or null, ``captured_at``, ``tool`` {``name``, ``version``}, ``same_as`` (id of
the first capture of the same bytes) or null, ``not_obtained`` (list of text), ``artefacts``: list of
{``role``, ``name`` [, ``name_hex``], ``media_type``, ``size`` (integer), ``sha256``, ``sha512``, ``modified_at`` or
null}. *sensitive*: ``path``."""

ARTEFACT_EXAMINED = "artefact.examined"
"""*Derived*, by a limited child process: ``sha256`` of the artefact, ``method``, ``facts`` {``format``, ``width``,
``height`` (integers), ``mode``, ``frames`` (integer), ``icc`` or null} or null, ``failed`` (error code) or null,
``thumbnail`` (SHA-256 of an object) or null. *sensitive*: ``exif``."""

CAPTURE_REVIEWED = "capture.reviewed"
"""``capture``, ``fit_for`` (profile key, e.g. ``press``), ``fit`` (boolean), ``note`` or null. The last one counts."""

CAPTURE_WITHDRAWN = "capture.withdrawn"
"""``capture``, ``reason``."""

TIME_REQUESTED = "time.requested"
"""``size`` (integer) of the checkpoint, ``imprint`` SHA-256 of the note, ``nonce`` (decimal text), ``query``
(SHA-256 of the query)."""

TIME_ACCEPTED = "time.accepted"
"""``size`` (integer), ``imprint``, ``gen_time``, ``authority`` (SHA-256 of the signer's certificate), ``token``
(SHA-256 of the object that holds the reply)."""

PACK_EXPORTED = "pack.exported"
"""``profile``, ``language``, ``captures`` (integer), ``of`` (integer), ``tree_size`` (integer),
``tagmanifest_sha256``, ``seals`` (list of text), ``time`` (``pending`` or ``stamped``)."""

ALL = (
    CASE_CREATED,
    SESSION_OPENED,
    SESSION_CLOSED,
    CONDITION_RECORDED,
    CLOCK_JUMPED,
    LOCK_CLEARED,
    LEFTOVERS_SWEPT,
    ACCOUNT_ADDED,
    ACCOUNT_OBSERVED,
    CAPTURE_ADDED,
    ARTEFACT_EXAMINED,
    CAPTURE_REVIEWED,
    CAPTURE_WITHDRAWN,
    TIME_REQUESTED,
    TIME_ACCEPTED,
    PACK_EXPORTED,
)
