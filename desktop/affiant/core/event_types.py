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
"""``capture`` (``C00001``), ``number`` (integer), ``kind`` (``file``, ``web``, ``screen``), ``account``
or null, ``url`` or null, ``note`` or null, ``captured_at``, ``tool`` {``name``, ``version``}, ``same_as`` (id of
the first capture of the same bytes) or null, ``not_obtained`` (list of text), ``artefacts``: list of
{``role``, ``name`` [, ``name_hex``], ``media_type``, ``size`` (integer), ``sha256``, ``sha512``, ``modified_at`` or
null}. Optional: ``acquisition``, see below. *sensitive*: ``path``; of a screen capture also ``window``.

``acquisition`` {``environment``, and, by kind, ``web`` or ``screen``, and ``completeness`` where one was asked}:

- ``environment`` {``os``, ``time_zone``, ``locale``, ``online`` (``yes``, ``no``, ``unknown``)};
- ``web`` {``engine`` {``key``, ``name``, ``version``, ``chromium`` or null, ``security_patch`` or null,
  ``user_agent``, ``limits`` (list of text), ``authorities`` (list of SHA-256)}, ``sandbox`` {``held`` (boolean; null:
  not seen), ``reason`` or null}, ``visible`` (boolean), ``requested_url``, ``final_url``, ``title`` or null, ``status``
  (integer) or null, ``server`` (address and port) or null, ``tls`` {``protocol``, ``subject``, ``issuer``,
  ``valid_from``, ``valid_to``, ``accepted_by_operator`` (boolean)} or null, ``viewport`` {``width``, ``height``},
  ``page`` {``width``, ``height``}, ``scale_percent`` (integer), ``pictures`` (list of {``artefact`` (place in the list
  of artefacts, from 0), ``top``, ``height``}), ``cut_at`` (integer) or null, ``resources`` {``read``, ``failed``,
  ``without_body``}, ``console_errors``, ``steps`` (integers), ``started_at``, ``finished_at``}. Lengths are CSS pixels,
  integers;
- ``screen`` {``route``, ``mode`` (``region``, ``window``, ``screen``), ``geometry`` {``x``, ``y``, ``width``,
  ``height``} in device pixels, ``scale_percent``, ``screens`` (integer), ``sequence`` or null, ``position`` in it or
  null};
- ``completeness`` {``doubts`` (list of codes; empty when nothing speaks against it), ``answers`` (list of
  {``question``, ``answer`` (``yes``, ``no``, ``unknown``), ``detail`` or null})}."""

ARTEFACT_EXAMINED = "artefact.examined"
"""*Derived*, by a limited child process: ``sha256`` of the artefact, ``method``, ``facts`` {``format``, ``width``,
``height`` (integers), ``mode``, ``frames`` (integer), ``icc`` or null} or null, ``failed`` (error code) or null,
``thumbnail`` (SHA-256 of an object) or null. *sensitive*: ``exif``."""

IDENTIFIERS_READ = "identifiers.read"
"""*Derived*: what the identifier desk reads out of an address. ``capture``, ``input`` (text), ``method`` {``name``,
``version``}, ``readings``: list of {``platform``, ``kind``, ``id`` or null, ``outcome`` (``value``, ``refused``,
``conflict``, ``no-time``, ``opaque``), ``time`` or null, ``tolerance_ms`` (integer) or null, ``formula`` or null,
``cleaned_url`` or null, ``missing`` (list of text)}."""

EXPORT_READ = "export.read"
"""*Derived*, by a limited child process: a platform's own export was read. ``reader`` {``key``, ``version``},
``method``, ``platform``, ``captures`` (ids), ``files``: list of {``name``, ``sha256``} (artefacts that were read),
``records`` (SHA-256 of an object: one `core.record.Record` a line) or null when there is none, ``read``: list of
{``kind``, ``count``}, ``skipped``: list of {``reason``, ``count``}, ``notes`` (list of codes), ``first_posted`` and
``last_posted`` or null, ``failed`` (error code) or null: then what was read before it stands."""

TARGET_ADDED = "target.added"
"""An address that is to be captured. ``target`` (``T00001``), ``number`` (integer), ``list`` (name) or null, ``row``
(integer, from 1), ``given`` (text, as it stood), ``url`` or null, ``platform`` or null, ``handle`` or null,
``account`` or null, ``note`` or null, ``duplicate_of`` (target) or null, ``problem`` (code) or null. Without ``url``
the row can never be captured, and is kept all the same."""

TARGET_TRIED = "target.tried"
"""``target``, ``outcome`` (``captured``, ``failed``, ``left-out``), ``capture`` or null, ``code`` or null. The last
one counts."""

CAPTURE_DESCRIBED = "capture.described"
"""``capture``, ``account`` or null, ``url`` or null, ``note`` or null: said after the capture was taken. Of each the
last one that is not null counts, `CAPTURE_ADDED` being the first; null says nothing."""

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
    IDENTIFIERS_READ,
    EXPORT_READ,
    TARGET_ADDED,
    TARGET_TRIED,
    CAPTURE_DESCRIBED,
    CAPTURE_REVIEWED,
    CAPTURE_WITHDRAWN,
    TIME_REQUESTED,
    TIME_ACCEPTED,
    PACK_EXPORTED,
)
