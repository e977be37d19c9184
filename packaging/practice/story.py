"""The practice story: who says what. A rumour about water in a town that does not exist, told by invented accounts.

Every name, handle, number and place is invented; hosts are reserved ones (RFC 2606). Durable ids have the form of their
platform, in a range that no platform has given out.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """An invented account."""

    key: str
    platform: str
    handle: str
    durable_id: str
    url: str
    name: str
    bio: str
    bio_right_to_left: bool
    sign: str
    """Shape of the avatar: ``drop``, ``moon``, ``wave`` or ``lamp``."""
    colours: tuple[str, str]
    followers: str


TITLE = "Practice: the water rumour of Chandpura Nayi"

DESK = Person(
    "desk",
    "x",
    "practice_waterdesk",
    "9000000000000000101",
    "https://x.example.org/practice_waterdesk",
    "Chandpura Nayi Water Desk",
    "Daily water times for Chandpura Nayi. An invented town: practice only.",
    False,
    "drop",
    ("#0b6e99", "#d7f0fa"),
    "4,312",
)
DESK_COPY = Person(
    "desk-copy",
    "x",
    "practice_waterdesk_",
    "9000000000000000907",
    "https://x.example.org/practice_waterdesk_",
    "Chandpura Nayi Water Desk",
    "Daily water times for Chandpura Nayi. An invented town: practice only!",
    False,
    "drop",
    ("#0b7f99", "#d7f5fa"),
    "318",
)
NEWS = Person(
    "news",
    "telegram",
    "chandpura_khabar_practice",
    "9990000000041",
    "https://t.example.org/chandpura_khabar_practice",
    "چاندپورہ خبر",
    "چاندپورہ نئی کی خبریں، ہر شام۔ یہ شہر فرضی ہے؛ صرف مشق کے لیے۔",
    True,
    "moon",
    ("#5b4a9e", "#e8e3fb"),
    "2,108",
)
NEWS_COPY = Person(
    "news-copy",
    "telegram",
    "chandpura_khabar_practlce",
    "9990000000977",
    "https://t.example.org/chandpura_khabar_practlce",
    "چاندپورہ خبر",
    "چاندپورہ نئی کی خبریں، ہر شام۔ یہ شہر فرضی ہے؛ صرف مشق کے لیے",
    True,
    "moon",
    ("#6a4a9e", "#ece3fb"),
    "96",
)
LIVE = Person(
    "live",
    "youtube",
    "ChandpuraLivePractice",
    "UCPracticePractice000001",
    "https://video.example.org/@ChandpuraLivePractice",
    "Chandpura Live",
    "Street talk from Chandpura Nayi | چاندپورہ نئی کی گلیوں سے۔ Invented: practice only.",
    False,
    "lamp",
    ("#a3402b", "#fbe6df"),
    "11.4K",
)
PEOPLE = (DESK, DESK_COPY, NEWS, NEWS_COPY, LIVE)

RUMOUR = (
    "URGENT: the old tank is empty! No water in Chandpura Nayi for TEN days from Friday. "
    "Fill every pot you have and pass this on before it is deleted."
)
RUMOUR_URDU = (
    "فوری اطلاع: پرانی ٹنکی خالی ہو گئی ہے! جمعہ سے چاندپورہ نئی میں دس دن تک پانی نہیں آئے گا۔ "
    "گھر کے سب برتن بھر لیں اور یہ پیغام آگے بھیجیں۔"
)
RUMOUR_URDU_COPY = RUMOUR_URDU.replace("فوری اطلاع", "فوری اطلاع ⚠").replace("آگے بھیجیں", "سب کو بھیجیں")
DENIAL = (
    "We hear a rumour about ten days without water. It is not true. "
    "The old tank is cleaned on Friday from 9:00 to 13:00; water "
    " is back at 14:00. We have one account only: look at the handle."
)
DENIAL_URDU = (
    "دس دن پانی بند رہنے کی بات درست نہیں۔ پرانی ٹنکی کی صفائی جمعہ کو صبح 9 بجے سے دوپہر 1 بجے تک ہو گی، "
    "2 بجے پانی دوبارہ آ جائے گا۔ ہمارا صرف ایک ہی اکاؤنٹ ہے: \u2066@practice_waterdesk\u2069"
)
SECOND = "Lane 4 has no water ALREADY. Who emptied the tank? Ask the water desk why it is silent. #ChandpuraNayi"
PRICE_URDU = "بازار میں پانی کے ڈبے کی قیمت 40 سے 120 ہو گئی! سب لوگ آج ہی خرید لیں۔ #چاندپورہ_نئی"
EVENING_URDU = (
    "شام کی خبر: واٹر ڈیسک کہتا ہے کہ صفائی صرف جمعہ کو چار گھنٹے ہو گی۔ دس دن والی خبر کا ماخذ ہمیں معلوم نہیں۔"
)
VIDEO = "Is the tank empty? We climbed up and looked"
VIDEO_URDU = "کیا ٹنکی خالی ہے؟ ہم نے اوپر جا کر دیکھا"
COMMENTS = (
    ("Invented viewer 1", "My aunt got this on three channels, word for word the same.", False),
    ("فرضی ناظر 2", "تینوں چینل ایک ہی جملہ لکھ رہے ہیں، ایک ہی منٹ میں۔", True),
    ("Invented viewer 3", "The tank was full at 3:40 in the video. So who says ten days?", False),
    ("فرضی ناظر 4", "اصل اکاؤنٹ کے نام میں آخر میں underscore نہیں ہے۔", True),
)
THREAD = (
    ("1/6 Why is nobody talking about the old tank? Read this before Friday.", False),
    (RUMOUR, False),
    ("3/6 A neighbour of a friend saw the pumps standing still. Three pumps, all of them!", False),
    ("4/6 " + RUMOUR_URDU, True),
    ("5/6 They will say it is only cleaning. Cleaning takes ten days, everybody knows that.", False),
    ("6/6 " + PRICE_URDU, True),
)
NOTICE = (
    "Notice of the Water Desk, Chandpura Nayi",
    "The old tank is cleaned on Friday from 9:00 to 13:00. Water is back at 14:00. There is no other interruption.",
)
NOTICE_URDU = (
    "اطلاع از واٹر ڈیسک، چاندپورہ نئی",
    "پرانی ٹنکی کی صفائی جمعہ کو صبح 9 بجے سے دوپہر 1 بجے تک ہو گی۔ "
    "پانی 2 بجے دوبارہ آئے گا۔ اس کے سوا کوئی بندش نہیں۔",
)
