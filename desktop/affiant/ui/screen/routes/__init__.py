"""Ways to a picture of the screen, one file each."""
