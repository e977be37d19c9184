"""Affiant: capture, custody and signed evidence packs of what an account on a social platform published."""

__version__ = "0.1.0"
