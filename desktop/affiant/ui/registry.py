"""The pages of the window, in the order of the navigation."""

from __future__ import annotations

from affiant.ui.page import Page
from affiant.ui.pages.accounts import AccountsPage
from affiant.ui.pages.captures import CapturesPage
from affiant.ui.pages.export import ExportPage
from affiant.ui.pages.identifiers import IdentifiersPage
from affiant.ui.pages.problem import ProblemPage
from affiant.ui.pages.records import RecordsPage
from affiant.ui.pages.screen import ScreenPage
from affiant.ui.pages.start import StartPage
from affiant.ui.pages.verdict import VerdictPage
from affiant.ui.pages.web import WebPage

PAGES: tuple[Page, ...] = (
    StartPage(),
    CapturesPage(),
    ScreenPage(),
    WebPage(),
    RecordsPage(),
    AccountsPage(),
    IdentifiersPage(),
    ExportPage(),
    VerdictPage(),
    ProblemPage(),
)
