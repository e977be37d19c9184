"""What a web capture records of its acquisition, and a capture that has it."""

from __future__ import annotations

from typing import Any

NOT_OBTAINED = ("The certificate chain could not be read.", "=2 resources had no content.")


def acquisition(**web: Any) -> dict[str, Any]:
    """As `event_types.CAPTURE_ADDED` says; all that must be printed plainly is bad in it, unless told otherwise."""
    return {
        "environment": {"locale": "C.UTF-8", "online": "no", "os": "Linux 6.1", "time_zone": "PKT"},
        "completeness": {
            "answers": [
                {"answer": "no", "detail": "Log in to continue", "question": "no-log-in-wall"},
                {"answer": "unknown", "detail": None, "question": "expanded"},
                {"answer": "yes", "detail": None, "question": "not-empty"},
            ],
            "doubts": ["no-log-in-wall"],
        },
        "web": {
            "engine": {
                "key": "qtwebengine",
                "name": "QtWebEngine",
                "version": "6.11.3",
                "chromium": "140.0.0.0",
                "security_patch": None,
                "user_agent": "Mozilla/5.0",
                "limits": ["This browser cannot play H.264 video."],
                "authorities": ["ab" * 32],
            },
            "sandbox": {"held": False, "reason": "The browser was started as root."},
            "visible": False,
            "requested_url": "https://x.example/2",
            "final_url": "https://x.example/2/landed",
            "title": "=Title\u202e",
            "status": 200,
            "server": "127.0.0.1:443",
            "tls": {
                "protocol": "TLS 1.3",
                "subject": "CN=x.example",
                "issuer": "CN=Nobody",
                "valid_from": "2026-01-01T00:00:00.000Z",
                "valid_to": "2026-12-31T00:00:00.000Z",
                "accepted_by_operator": True,
            },
            "viewport": {"width": 1280, "height": 800},
            "page": {"width": 1280, "height": 60000},
            "scale_percent": 100,
            "pictures": [{"artefact": 0, "top": 0, "height": 40000}],
            "cut_at": 40000,
            "resources": {"read": 12, "failed": 1, "without_body": 2},
            "console_errors": 3,
            "steps": 4,
            "started_at": "2026-11-03T08:58:00.000Z",
            "finished_at": "2026-11-03T08:58:02.000Z",
            **web,
        },
    }
