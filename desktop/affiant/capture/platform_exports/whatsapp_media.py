"""What a message of a WhatsApp chat says of its files, and of itself, in the words of its language."""

from __future__ import annotations

import re

from affiant.capture.platform_exports.whatsapp_lines import MARKS

_FILE = r"[^\n<>:\"/\\|?*]{1,200}\.[A-Za-z0-9]{1,5}"
_ATTACHED_BY_ANDROID = re.compile(rf"[{MARKS}]*({_FILE}) \([^()\n]{{3,40}}\)")
_NAMED_BY_ANDROID = re.compile(r"[A-Z]{3}-[0-9]{8}-WA[0-9]{4,}\.[A-Za-z0-9]{1,5}")
_SAYS_ATTACHED = re.compile(
    r"\((?:file attached|fichier joint|datei angehängt|archivo adjunto|file allegato|arquivo anexado|файл добавлен|"
    r"dosya ekli|فائل منسلک ہے|تم إرفاق الملف|فایل پیوست شد|फ़ाइल संलग्न है|bestand bijgevoegd|附件文件)\)",
    re.IGNORECASE,
)
_ATTACHED_BY_IPHONE = re.compile(
    rf"[{MARKS}]*<[^<>:\n]{{2,40}}:[ \u00a0]?({_FILE})[ ]?>"
    rf"|\A[{MARKS}]*([^\n<>:\"/\\|?*]{{0,200}}[A-Z]+-[0-9]+\.[A-Za-z0-9]{{1,5}}) <[{MARKS}][^<>:\n]{{2,30}}>"
)
"""The second form is that of before 2018: *2017-03-12-PHOTO-00000042.jpg <attached>*."""
_OMITTED_BY_ANDROID = re.compile(rf"[{MARKS}]*<[^<>:\n]{{4,60}}>[{MARKS}]*")
_OMITTED_BY_IPHONE = re.compile(
    rf"[{MARKS}]*(?:image|video|audio|sticker|gif|document|contact card|video note) omitted[{MARKS}]*"
    rf"|[{MARKS}]*[^<>\n:]{{2,30}} (?:omitted|weggelassen|omitido|omitida|omesso|omessa|absent|absente|пропущено|"
    rf"пропущена|شامل نہیں|محذوف|محذوفة|حذف شد|छोड़ा गया|नहीं है)[{MARKS}]*",
    re.IGNORECASE,
)
_EDITED = re.compile(
    rf"[{MARKS}]*<(?:This message was edited|Diese Nachricht wurde bearbeitet|Se editó este mensaje\.?|"
    rf"Ce message a été modifié|Mensagem editada|تم تعديل هذه الرسالة|اس میسج میں ترمیم کی گئی|"
    rf"यह मैसेज एडिट किया गया था|Сообщение изменено|Questo messaggio è stato modificato|Bu mesaj düzenlendi|"
    rf"Dit bericht is bewerkt|Pesan ini diedit|Esta mensagem foi editada)[.।۔]?>[{MARKS}]*\Z",
    re.IGNORECASE,
)
_DOCUMENT = " \u2022 \u200e"
"""Between the name of a document, its pages, and that it was left out."""


def media_of(text: str) -> tuple[str, ...]:
    """Names of the files that a message names as its own."""
    first = text.split("\n", 1)[0]
    if found := _ATTACHED_BY_IPHONE.search(first):
        return (found[1] or found[2],)
    found = _ATTACHED_BY_ANDROID.match(first)
    if found and (_NAMED_BY_ANDROID.fullmatch(found[1]) or _SAYS_ATTACHED.search(first)):
        return (found[1],)
    return ()


def is_omitted(text: str, *, of_iphone: bool) -> bool:
    """Whether a message says that the export left its file out."""
    if of_iphone:
        said = text.rpartition(" \u2022 ")[2].rpartition(" \u200e")[2] if _DOCUMENT in text else text
        return "\u200e" in text and _OMITTED_BY_IPHONE.fullmatch(said) is not None
    return _OMITTED_BY_ANDROID.fullmatch(text) is not None


def is_edited(text: str) -> bool:
    """Whether a message says at its end that it was changed."""
    return _EDITED.search(text) is not None
