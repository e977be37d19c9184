"""Screen: pictures of a region, a window or a whole screen, and the capture check of what works here."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtGui import QCursor, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMenu, QScrollArea, QVBoxLayout, QWidget

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.shot import ShotWish
from affiant.core.errors import AffiantError
from affiant.ui.dialogs.withdraw import WithdrawDialog
from affiant.ui.icons import Icons
from affiant.ui.jobs import Jobs
from affiant.ui.page import Page, PageWidget
from affiant.ui.screen.camera import Camera
from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.guesses import guess
from affiant.ui.screen.picture_keeper import PictureKeeper
from affiant.ui.screen.preferences import ScreenPreferences
from affiant.ui.screen.registry import ROUTES
from affiant.ui.screen.route import ScreenRoute
from affiant.ui.screen.sequence import SequenceTaking
from affiant.ui.screen.sequence_bar import SequenceBar
from affiant.ui.screen.shooter import TakenPicture, usable_route
from affiant.ui.screen.shot_menus import screen_menu, window_menu
from affiant.ui.session import Session
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.delay_choice import DelayChoice
from affiant.ui.widgets.page_frame import PageFrame
from affiant.ui.widgets.problem_card import ProblemCard
from affiant.ui.widgets.route_checks import RouteChecks
from affiant.ui.widgets.shot_card import ShotCard
from affiant.ui.widgets.shot_tiles import KEYS, ShotTiles
from affiant.workflow.capture_screen import ShotLabel, TakenScreenshot
from affiant.workflow.descriptions import Description


class ScreenPage(Page):
    """See the module."""

    key = "screen"
    title = "Screen"
    icon = "screen"
    needs_case = True

    def build(self, session: Session, jobs: Jobs, icons: Icons) -> PageWidget:  # noqa: ARG002 - the contract
        """See `Page.build`."""
        return ScreenWidget(session, icons, ROUTES, Desktop.of(os.environ))


class ScreenWidget(PageFrame):
    """The page's widget.

    Args:
        session: the open case.
        icons: our icons.
        routes: ways to take pictures.
        desktop: where.
    """

    def __init__(self, session: Session, icons: Icons, routes: tuple[ScreenRoute, ...], desktop: Desktop) -> None:
        super().__init__("Screen", "A picture is hashed and stored before anything is shown or asked.")
        self._session = session
        self._routes = routes
        self._desktop = desktop
        self._preferences = ScreenPreferences(session.verbs.home)
        self._choices = self._preferences.read()
        self._last_account: str | None = None
        self.camera = Camera(routes, desktop, session.verbs.now, self.window)
        self.keeper = PictureKeeper(session)
        self.bar = SequenceBar(icons)
        self.sequence = SequenceTaking(self.camera, self.keeper, self.bar, session.verbs.new_sequence)
        self.delay = DelayChoice(self._choices.delay_s)
        self.head.addWidget(self.delay)
        self.card = ShotCard(icons)
        self.problem = ProblemCard()
        self.again = button("Store the picture a&gain", self.keeper.try_again, look="main")
        self.again.hide()
        self.checks = RouteChecks(routes, desktop, icons)
        self.tiles = ShotTiles(
            icons,
            {
                "region": self.take_region,
                "window": self.take_window,
                "screen": self.take_screen,
                "last": self.take_last_region,
                "sequence": self.begin_sequence,
            },
        )
        self.column.addWidget(self._content(), 1)
        self.camera.failed.connect(self._no_picture)
        self.camera.left.connect(lambda: session.said.emit("No picture was taken."))
        self.keeper.stored.connect(self._stored)
        self.keeper.not_stored.connect(self._not_stored)
        self.sequence.finished.connect(self._show_card)
        self.card.said.connect(self._describe)
        self.card.undo_wanted.connect(self._undo)
        self.checks.said.connect(session.said)
        self.delay.changed.connect(self._keep_delay)
        session.opened.connect(self._another_case)
        session.changed.connect(self._refresh)
        self._refresh()

    def window_keys(self) -> Mapping[str, Callable[[], object]]:
        """See `PageWidget.window_keys`."""
        return {
            KEYS["region"]: self.take_region,
            KEYS["screen"]: self.take_screen,
            KEYS["last"]: self.take_last_region,
        }

    def end(self) -> None:
        """See `PageWidget.end`."""
        self.bar.blockSignals(True)
        self.bar.close()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """See Qt: asking a desktop may start programs of it, so it waits until somebody looks."""
        super().showEvent(event)
        self.checks.look()

    def take_region(self) -> None:
        """Let a region be chosen on the frozen screen."""
        if self._ready():
            self.camera.shoot_chosen(self._choices.region, self.delay.seconds, self._taken_region)

    def take_screen(self) -> None:
        """Take the whole screen; where there are several, ask which."""
        if self._ready():
            menu = screen_menu(self, self._shoot)
            if menu is None:
                self._shoot(ShotWish("screen"))
            else:
                self._ask(menu)

    def take_window(self) -> None:
        """Show the windows that are open, and take the chosen one."""
        if not self._ready():
            return
        try:
            menu = window_menu(self, usable_route(self._desktop, self._routes).windows, self._shoot)
        except AffiantError as error:
            self._no_picture(error)
            return
        if menu is None:
            self._session.said.emit("This desktop tells of no other window. Take a region or the whole screen instead.")
        else:
            self._ask(menu)

    def take_last_region(self) -> None:
        """Take the region that was taken last."""
        region = self._choices.region
        if region is not None and self._ready():
            self._shoot(ShotWish("region", region=region))

    def begin_sequence(self) -> None:
        """Let a region be chosen; its first picture is taken with it."""
        if self._ready():
            self.camera.stay_away()
            self.camera.shoot_chosen(self._choices.region, self.delay.seconds, self._taken_first)

    def _shoot(self, wish: ShotWish) -> None:
        self.camera.shoot(wish, self.delay.seconds, self._taken)

    def _taken(self, taken: TakenPicture) -> None:
        if self.card.typed:
            self._describe(self.card.description)
        self.keeper.store(taken, ShotLabel())

    def _taken_region(self, taken: TakenPicture) -> None:
        self._remember(taken.facts.geometry)
        self._taken(taken)

    def _taken_first(self, taken: TakenPicture) -> None:
        self._remember(taken.facts.geometry)
        self.sequence.begin(taken)

    def _stored(self, picture: TakenPicture, label: ShotLabel, taken: TakenScreenshot) -> None:
        self.again.setVisible(self.keeper.unsaved > 0)
        self.problem.setVisible(self.keeper.unsaved > 0)
        if label.sequence is None or not self.sequence.running:
            self._show_card((taken.capture.id,), picture)

    def _not_stored(self, error: BaseException) -> None:
        self.asks_to_be_shown.emit()
        self.problem.tell(error)
        self.again.show()

    def _no_picture(self, error: AffiantError) -> None:
        self.asks_to_be_shown.emit()
        self.problem.tell(error)

    def _show_card(self, ids: tuple[str, ...], picture: TakenPicture) -> None:
        case, facts = self._session.reading, picture.facts
        accounts = case.accounts() if case is not None else ()
        guesses = guess(accounts, facts.window, self._last_account, QGuiApplication.clipboard().text())
        width, height = facts.size
        words = f"{facts.mode.capitalize()}, {width} × {height} pixels. Hashed, stored and sealed."
        self.asks_to_be_shown.emit()
        self.card.show_shot(ids, picture.picture.image, words, facts.not_obtained, accounts, guesses)
        self._session.said.emit(f"{self.card.heading.text()}. {words}")

    def _describe(self, description: Description) -> None:
        ids = self.card.ids
        self._last_account = description.account or self._last_account
        self.card.hide()
        if not description.empty:
            self._session.write(
                "Recording what was said",
                lambda case, _progress: case.describe(ids, description),
                lambda _result: self._session.said.emit("Recorded."),
            )

    def _undo(self) -> None:
        ids = self.card.ids
        dialog = WithdrawDialog(self._session, ids, self.window())
        dialog.accepted.connect(lambda: self.card.setVisible(self.card.isVisible() and self.card.ids != ids))
        dialog.ask()

    def _ready(self) -> bool:
        """Whether a picture can be taken now, and stored."""
        self.problem.setVisible(self.keeper.unsaved > 0)
        if not self._session.writable:
            self._session.said.emit("This case is not open for writing, so no picture can be stored.")
            return False
        return not self.camera.busy and not self.sequence.running

    def _ask(self, menu: QMenu) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def _remember(self, region: Box) -> None:
        self._choices = replace(self._choices, region=region)
        self._preferences.write(self._choices)
        self._refresh()

    def _keep_delay(self, seconds: int) -> None:
        self._choices = replace(self._choices, delay_s=seconds)
        self._preferences.write(self._choices)

    def _another_case(self) -> None:
        self._last_account = None
        self.card.hide()
        self._refresh()

    def _refresh(self) -> None:
        self.tiles.allow(pictures=self._session.writable, last=self._choices.region is not None)

    def _content(self) -> QScrollArea:
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, SPACE, 0)
        inner.setSpacing(SPACE * 3 // 2)
        for one in (self.problem, self.again, self.card, self.tiles, self.checks):
            inner.addWidget(one)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName("Pictures of the screen")
        area.setWidget(content)
        return area
