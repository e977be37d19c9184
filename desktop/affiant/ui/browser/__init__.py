"""The built-in browser: a program of its own (``python -I -m affiant.ui.browser``), driven over descriptors 3 and 4."""
