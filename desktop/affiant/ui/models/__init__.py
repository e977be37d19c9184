"""What the lists of the window read."""
