"""Judges packs and cases for people who do not trust us. Knows `core` only, and shares no code with the writer."""
