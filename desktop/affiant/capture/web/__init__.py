"""Web pages as evidence: a browser program that is driven over a pipe, and the recorder of what it shows."""
