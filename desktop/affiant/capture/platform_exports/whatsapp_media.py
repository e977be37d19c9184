"""What a message of a WhatsApp chat says of its files, and of itself, in the words of its language."""

from __future__ import annotations

import re
from collections.abc import Collection

from affiant.capture.platform_exports.whatsapp_lines import MARKS

_FILE = r"[^\n<>:\"/\\|?*]{1,200}\.[A-Za-z0-9]{1,5}"
_ATTACHED_BY_ANDROID = re.compile(rf"[{MARKS}]*({_FILE}) \([^()\n]{{3,40}}\)")
_NAMED_BY_ANDROID = re.compile(r"[A-Z]{3}-[0-9]{8}-WA[0-9]{4,}\.[A-Za-z0-9]{1,5}")
_DOCUMENT = re.compile(rf"[{MARKS}]*{_FILE}(?: \u2022 [^\n]{{0,40}})? \Z")
_INVISIBLE = " \u200e\u200f"
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
_LEFT_OUT = (
    r"omitted|weggelassen|weggelaten|omitid[oa]|ocultad[oa]|não revelad[oa]|omess[oa]|non inclus[oa]|esclus[oa]|omise?|"
    r"absente?|manquante?|retirée?|пропущен[оа]?|отсутствует|не добавлен[оа]?|vynechán[ao]?|tidak disertakan|"
    r"dahil edilmedi|शामिल नहीं है|हटाई गई|हटाई गयी|छोड़ा गया|नहीं है|شامل نہیں|محذوفة?|حذف شد"
)
"""How languages say it behind the name of the thing: *image omitted*."""
_LEFT_OUT_JOINED = "は含まれていません|を省略|ถูกลบ|ที่ละเว้น"
_LEFT_OUT_BEFORE = "لم يتم إدراج|تم حذف|đã bỏ qua|đã bỏ|bỏ qua|ไม่มี|ละเว้น|pominięto"
"""The same before it: *ละเว้น GIF*."""
_OMITTED_BY_IPHONE = re.compile(
    rf"[^<>\n:.]{{2,40}} (?:{_LEFT_OUT})|[^<>\n:.]{{2,40}}(?:{_LEFT_OUT_JOINED})"
    rf"|(?:{_LEFT_OUT_BEFORE})[^<>\n:.]{{2,40}}",
    re.IGNORECASE,
)
_EDITED = re.compile(
    rf"[{MARKS}]*<(?:This message was edited|Diese Nachricht wurde bearbeitet|Se editó este mensaje\.?|"
    rf"Ce message a été modifié|Mensagem editada|تم تعديل هذه الرسالة|اس میسج میں ترمیم کی گئی|"
    rf"यह मैसेज एडिट किया गया था|Сообщение изменено|Questo messaggio è stato modificato|Bu mesaj düzenlendi|"
    rf"Dit bericht is bewerkt|Pesan ini diedit|Esta mensagem foi editada)[.।۔]?>[{MARKS}]*\Z",
    re.IGNORECASE,
)


def media_of(text: str, beside: Collection[str]) -> tuple[str, ...]:
    """Names of the files that a message names as its own.

    Args:
        text: the message.
        beside: names of the files that lie beside the chat: one of these is attached in whatever language it is said.
    """
    first = text.split("\n", 1)[0]
    if found := _ATTACHED_BY_IPHONE.search(first):
        return (found[1] or found[2],)
    found = _ATTACHED_BY_ANDROID.match(first)
    if found and (_NAMED_BY_ANDROID.fullmatch(found[1]) or _SAYS_ATTACHED.search(first) or found[1] in beside):
        return (found[1],)
    return ()


def is_omitted(text: str, *, of_iphone: bool) -> bool:
    """Whether a message says that the export left its file out."""
    if of_iphone:  # a mark stands before the words, and behind the name of a document
        name, mark, said = text.rstrip(_INVISIBLE).rpartition("\u200e")
        by_itself = not name.strip(_INVISIBLE) or _DOCUMENT.match(name) is not None
        return bool(mark) and by_itself and _OMITTED_BY_IPHONE.fullmatch(said) is not None
    return _OMITTED_BY_ANDROID.fullmatch(text.split("\n", 1)[0]) is not None


def is_edited(text: str) -> bool:
    """Whether a message says at its end that it was changed."""
    return _EDITED.search(text) is not None
