"""The platforms at the identifier desk, in the order in which they are tried and shown."""

from __future__ import annotations

from affiant.analysis.identifiers.platform_desk import PlatformDesk
from affiant.analysis.identifiers.platforms.discord import DiscordDesk
from affiant.analysis.identifiers.platforms.facebook import FacebookDesk
from affiant.analysis.identifiers.platforms.instagram import InstagramDesk
from affiant.analysis.identifiers.platforms.telegram import TelegramDesk
from affiant.analysis.identifiers.platforms.tiktok import TiktokDesk
from affiant.analysis.identifiers.platforms.whatsapp import WhatsappDesk
from affiant.analysis.identifiers.platforms.x import XDesk
from affiant.analysis.identifiers.platforms.youtube import YoutubeDesk

PLATFORM_DESKS: tuple[PlatformDesk, ...] = (
    XDesk(),
    FacebookDesk(),
    InstagramDesk(),
    YoutubeDesk(),
    TelegramDesk(),
    WhatsappDesk(),
    TiktokDesk(),
    DiscordDesk(),
)
"""Contract: `platform_desk.PlatformDesk`."""
