"""Watching a folder into which files come, such as the pictures of a phone."""
