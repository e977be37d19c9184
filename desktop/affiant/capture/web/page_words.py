"""Words by which the completeness check knows walls, banners, errors and folds, in several languages."""

from __future__ import annotations

import re


def _words(*latin: str, other: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Whole words in scripts that put spaces between them; elsewhere anything that holds them."""
    return re.compile(rf"\b(?:{'|'.join(latin)})\b" + "".join(f"|{one}" for one in other), re.IGNORECASE)


LOG_IN = _words(
    "log[ -]?in", "log on", "sign[ -]?in", "sign up", "create (?:an |a new )?account", "join (?:now|today)",
    "se connecter", "connexion", "anmelden", "einloggen", "iniciar sesi[oó]n", "entrar", "accedi", "inloggen",
    "giriş yap",
    other=("تسجيل الدخول", "لاگ ان", "سائن ان", "ورود", "लॉग इन", "войти", "登录", "ログイン"),
)  # fmt: skip
COOKIE = _words("cookies?", other=("کوکیز", "ملفات تعريف الارتباط", "クッキー"))
CONSENT = _words(
    "consent", "before you continue", "privacy (?:settings|choices|preferences)", "personal data",
    r"our (?:\d+ )?partners", "legitimate interest", "age verification", "are you (?:over )?18", "einwilligung",
    "consentement", "consentimiento",
    other=("رضامندی", "موافقة"),
)  # fmt: skip
AGREE = _words(
    "accept", "agree", "allow", "reject", "decline", "refuse", "deny", "got it", "ok", "okay", "manage", "options",
    "settings", "preferences", "continue", "confirm", "yes", "necessary", "essential", "accepter", "refuser",
    "akzeptieren", "ablehnen", "zustimmen", "aceptar", "rechazar", "accetta", "rifiuta",
    other=("قبول", "منظور", "موافق"),
)  # fmt: skip
_THING = r"\b(?:page|account|profile|content|video|post|user|this)\b.{0,30}"
_GONE = (
    r"\b(?:not found|doesn.t exist|does not exist|isn.t available|is not available|unavailable|was removed"
    r"|has been removed|suspended|no longer available)\b"
)
ERROR = re.compile(
    _THING + _GONE + r"|\b(?:404|500|502|503)\b.{0,20}(?:error|not found)|something went wrong|access denied"
    r"|too many requests|are you a robot|verify (?:that )?you are (?:a )?human|checking your browser|just a moment",
    re.IGNORECASE,
)
SHELL = re.compile(
    r"^\W*loading\W*$|please wait|enable java ?script|java ?script is (?:disabled|required)", re.IGNORECASE
)
_NOUN = "(?:repl(?:y|ies)|comments?|answers?|posts?|tweets?|messages?|results?)"
UNFOLD = re.compile(
    r"(?:…|\.\.\.)?\s*(?:(?:show|see|read|view|load|open)(?: (?:more|all|previous|other|\d[\d,.]*))*"
    rf"(?: {_NOUN}| of this (?:post|thread))?(?: \(\d+\))?|more {_NOUN}|continue reading|read on|expand(?: all)?"
    r"|show this thread|weiterlesen|mehr anzeigen|voir plus|afficher plus|ver más|mostrar más|leer más"
    r"|mostra altro|daha fazla(?: göster)?|مزید.{0,20}|المزيد|عرض المزيد|और (?:देखें|पढ़ें))\s*(?:…|\.\.\.|›|»)?",
    re.IGNORECASE,
)
"""The whole label of a control; a bare ``show`` or ``open`` is none, see `unfolds`."""
_MORE = re.compile(
    rf"more|all|\d|{_NOUN}|thread|…|reading|read on|expand|[^\x00-\x7f]|plus|anzeigen|lesen", re.IGNORECASE
)
FOLDED_NOUN = re.compile(rf"\b{_NOUN}\b", re.IGNORECASE)


def unfolds(label: str) -> bool:
    """Whether a control with this label unfolds something."""
    return UNFOLD.fullmatch(label.strip()) is not None and _MORE.search(label) is not None
