"""The dossier: a PDF that says what a pack holds, for people."""
