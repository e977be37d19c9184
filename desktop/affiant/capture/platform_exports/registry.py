"""Every reader of exports, in the order in which they are asked; the first that recognises an export reads it.

The most particular come first: a reader that would also take what another one knows better stands behind it.
"""

from __future__ import annotations

from affiant.capture.platform_exports.reader import ExportReader
from affiant.capture.platform_exports.readers.telegram_html import TelegramHtml
from affiant.capture.platform_exports.readers.telegram_json import TelegramJson
from affiant.capture.platform_exports.readers.whatsapp import WhatsApp

READERS: tuple[ExportReader, ...] = (TelegramJson(), TelegramHtml(), WhatsApp())
