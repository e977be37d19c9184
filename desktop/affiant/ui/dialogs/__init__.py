"""Questions that need an answer before a step."""
