"""Taking evidence in: where it comes from, what it is, and what a limited child process reads out of it."""
