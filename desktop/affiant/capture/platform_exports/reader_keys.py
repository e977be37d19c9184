"""The keys of all readers, for programs that must not load the readers themselves: those run in a limited child."""

READER_KEYS = (
    "telegram_json",
    "telegram_html",
    "whatsapp",
    "x_archive",
    "x_web",
    "youtube_info",
    "youtube_api",
    "youtube_takeout",
    "instagram",
    "facebook",
    "tiktok",
    "x_api",
    "instagram_graph",
    "facebook_graph",
    "wacz",
    "warc",
    "mhtml",
    "singlefile",
)
