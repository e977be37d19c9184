"""Every reader of exports, in the order in which they are asked; the first that recognises an export reads it.

The most particular come first: a reader that would also take what another one knows better stands behind it.
"""

from __future__ import annotations

from affiant.capture.platform_exports.reader import ExportReader
from affiant.capture.platform_exports.readers.facebook import Facebook
from affiant.capture.platform_exports.readers.facebook_graph import FacebookGraph
from affiant.capture.platform_exports.readers.instagram import Instagram
from affiant.capture.platform_exports.readers.instagram_graph import InstagramGraph
from affiant.capture.platform_exports.readers.mhtml import Mhtml
from affiant.capture.platform_exports.readers.singlefile import SingleFile
from affiant.capture.platform_exports.readers.telegram_html import TelegramHtml
from affiant.capture.platform_exports.readers.telegram_json import TelegramJson
from affiant.capture.platform_exports.readers.tiktok import TikTok
from affiant.capture.platform_exports.readers.wacz import Wacz
from affiant.capture.platform_exports.readers.warc import Warc
from affiant.capture.platform_exports.readers.whatsapp import WhatsApp
from affiant.capture.platform_exports.readers.x_api import XApi
from affiant.capture.platform_exports.readers.x_archive import XArchive
from affiant.capture.platform_exports.readers.x_web import XWeb
from affiant.capture.platform_exports.readers.youtube_api import YoutubeApi
from affiant.capture.platform_exports.readers.youtube_info import YoutubeInfo
from affiant.capture.platform_exports.readers.youtube_takeout import YoutubeTakeout

READERS: tuple[ExportReader, ...] = (
    TelegramJson(),
    TelegramHtml(),
    WhatsApp(),
    XArchive(),
    XWeb(),
    YoutubeInfo(),
    YoutubeApi(),
    YoutubeTakeout(),
    Instagram(),
    Facebook(),
    TikTok(),
    XApi(),
    InstagramGraph(),
    FacebookGraph(),
    Wacz(),
    Warc(),
    Mhtml(),
    SingleFile(),
)
