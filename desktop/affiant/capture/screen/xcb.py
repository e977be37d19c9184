"""A few requests of the X11 protocol, through the system's libxcb: properties, the tree of windows, raising one.

libxcb gives each error back to the request that caused it; libX11 ends the program instead, and a window may always
go away between two requests. X Window System Protocol, X Version 11.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from ctypes import POINTER, c_char_p, c_int, c_uint8, c_uint16, c_uint32, c_void_p
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from affiant.capture.screen.geometry import Box

_LIBRARY = "libxcb.so.1"
_ANY_TYPE = 0
_LONGS = 1 << 16
"""Longest property that is read, in units of 4 bytes."""
_CLIENT_MESSAGE = 33
_SUBSTRUCTURE = 1 << 19 | 1 << 20
"""Notify and redirect: messages for the window manager."""
_STACK_MODE = 1 << 6
_ABOVE = 0
_VIEWABLE = 2
_INPUT_ONLY = 2


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _ScreenIterator(ctypes.Structure):
    _fields_ = (("data", POINTER(c_uint32)), ("rem", c_int), ("index", c_int))


_REQUESTS: dict[str, tuple[Any, ...]] = {
    "intern_atom": (c_uint8, c_uint16, c_char_p),
    "get_property": (c_uint8, c_uint32, c_uint32, c_uint32, c_uint32, c_uint32),
    "query_tree": (c_uint32,),
    "get_window_attributes": (c_uint32,),
    "get_geometry": (c_uint32,),
    "translate_coordinates": (c_uint32, c_uint32, ctypes.c_int16, ctypes.c_int16),
    "get_input_focus": (),
}
"""Requests with an answer, and what they take after the connection."""


@dataclass(frozen=True, slots=True)
class WindowState:
    """How a window stands on the screen."""

    viewable: bool
    """Mapped, and all that hold it too."""
    draws: bool
    """False for a window that only takes keys and clicks and shows nothing."""


class X11Display:
    """A connection to the X11 display that the environment names. For a ``with`` block, on one thread."""

    def __init__(self) -> None:
        self._xcb = _library()
        self._free = ctypes.CDLL(None).free if self._xcb is not None else None
        self._connection: int | None = None
        self._atoms: dict[str, int] = {}
        self.root = 0
        """The window behind all others."""

    def __enter__(self) -> Self:
        """Connect.

        Raises:
            ConnectionError: there is no libxcb, or no display answers.
        """
        if self._xcb is None or self._free is None:
            raise ConnectionError("no libxcb")
        self._free.argtypes, self._free.restype = (c_void_p,), None
        number = c_int()
        connection = self._xcb.xcb_connect(None, ctypes.byref(number))
        if self._xcb.xcb_connection_has_error(connection):
            self._xcb.xcb_disconnect(connection)
            raise ConnectionError("no X11 display answers")
        self._connection = connection
        roots = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(connection))
        self.root = int(roots.data[0])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Disconnect."""
        if self._xcb is not None and self._connection is not None:
            self._xcb.xcb_disconnect(self._connection)
            self._connection = None

    def numbers(self, window: int, name: str) -> tuple[int, ...]:
        """A property that is a list of 32-bit numbers, windows or atoms; empty when there is none."""
        format_, value = self._property(window, name)
        return struct.unpack(f"={len(value) // 4}I", value) if format_ == 32 else ()

    def text(self, window: int, name: str) -> str | None:
        """A property that is text, as far as it can be read; None when there is none."""
        format_, value = self._property(window, name)
        return value.decode("utf-8", "replace") if format_ == 8 else None

    def children(self, window: int) -> tuple[int, ...]:
        """Windows in a window, the lowest first."""
        reply = self._ask("query_tree", 32, window)
        if reply is None:
            return ()
        (count,) = struct.unpack_from("=H", reply, 16)
        return struct.unpack_from(f"={count}I", reply, 32)

    def parent(self, window: int) -> int | None:
        """The window that holds a window; 0 for the root, None when it is gone."""
        reply = self._ask("query_tree", 32, window)
        return None if reply is None else int(struct.unpack_from("=I", reply, 12)[0])

    def geometry(self, window: int) -> Box | None:
        """Where a window lies on the root, without its border; None when it is gone."""
        size = self._ask("get_geometry", 32, window)
        place = self._ask("translate_coordinates", 32, window, self.root, 0, 0)
        if size is None or place is None:
            return None
        width, height = struct.unpack_from("=HH", size, 16)
        x, y = struct.unpack_from("=hh", place, 12)
        return Box(x, y, width, height)

    def state(self, window: int) -> WindowState | None:
        """Whether a window is to be seen; None when it is gone."""
        reply = self._ask("get_window_attributes", 44, window)
        if reply is None:
            return None
        (class_,) = struct.unpack_from("=H", reply, 12)
        return WindowState(viewable=reply[26] == _VIEWABLE, draws=class_ != _INPUT_ONLY)

    def bring_forward(self, window: int) -> None:
        """Ask the window manager, or where there is none the display, to put a window before the others."""
        atom = self._atom("_NET_ACTIVE_WINDOW")
        if atom in self.numbers(self.root, "_NET_SUPPORTED"):
            # EWMH 1.5, _NET_ACTIVE_WINDOW: 2 is a wish of the person, as a pager has it.
            event = struct.pack("=BBHII5I", _CLIENT_MESSAGE, 32, 0, window, atom, 2, 0, 0, 0, 0)
            self._call("send_event", c_uint8(0), c_uint32(self.root), c_uint32(_SUBSTRUCTURE), c_char_p(event))
        else:
            values = (c_uint32 * 1)(_ABOVE)
            self._call("configure_window", c_uint32(window), c_uint16(_STACK_MODE), values)
        self._ask("get_input_focus", 32)  # an answer means that everything before it was done

    def _atom(self, name: str) -> int:
        if name not in self._atoms:
            data = name.encode("ascii")
            reply = self._ask("intern_atom", 12, 0, len(data), data)
            self._atoms[name] = 0 if reply is None else int(struct.unpack_from("=I", reply, 8)[0])
        return self._atoms[name]

    def _property(self, window: int, name: str) -> tuple[int, bytes]:
        reply = self._ask("get_property", 32, 0, window, self._atom(name), _ANY_TYPE, 0, _LONGS)
        if reply is None:
            return 0, b""
        format_ = reply[1]
        (length,) = struct.unpack_from("=I", reply, 16)
        return format_, reply[32 : 32 + length * format_ // 8]

    def _ask(self, name: str, least: int, *words: int | bytes) -> bytes | None:
        """Make a request and return its whole answer, or None when the display refused it."""
        xcb, connection = self._xcb, self._connection
        if xcb is None or connection is None or self._free is None:
            raise ConnectionError("not connected")
        cookie = getattr(xcb, f"xcb_{name}")(connection, *words)
        refused = c_void_p()
        reply = getattr(xcb, f"xcb_{name}_reply")(connection, cookie, ctypes.byref(refused))
        if refused.value is not None:
            self._free(refused)
        if not reply:
            return None
        (more,) = struct.unpack("=I", ctypes.string_at(reply + 4, 4))
        answer = ctypes.string_at(reply, max(least, 32 + 4 * more))
        self._free(reply)
        return answer

    def _call(self, name: str, *words: Any) -> None:
        """Make a request that has no answer."""
        if self._xcb is not None:
            getattr(self._xcb, f"xcb_{name}")(c_void_p(self._connection), *words)


def _library() -> Any:
    """Load libxcb and tell ctypes what it takes; None where there is none."""
    if sys.platform in ("win32", "darwin"):
        return None
    try:
        xcb = ctypes.CDLL(_LIBRARY)
    except OSError:
        return None
    xcb.xcb_connect.argtypes, xcb.xcb_connect.restype = (c_char_p, POINTER(c_int)), c_void_p
    xcb.xcb_connection_has_error.argtypes = (c_void_p,)
    xcb.xcb_disconnect.argtypes, xcb.xcb_disconnect.restype = (c_void_p,), None
    xcb.xcb_get_setup.argtypes, xcb.xcb_get_setup.restype = (c_void_p,), c_void_p
    xcb.xcb_setup_roots_iterator.argtypes = (c_void_p,)
    xcb.xcb_setup_roots_iterator.restype = _ScreenIterator
    for name, words in _REQUESTS.items():
        request, reply = getattr(xcb, f"xcb_{name}"), getattr(xcb, f"xcb_{name}_reply")
        request.argtypes, request.restype = (c_void_p, *words), _Cookie
        reply.argtypes, reply.restype = (c_void_p, _Cookie, POINTER(c_void_p)), c_void_p
    for name in ("send_event", "configure_window"):
        getattr(xcb, f"xcb_{name}").restype = _Cookie
    return xcb
