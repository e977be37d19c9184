"""Pictures of the screen: the ways that a system offers, choosing a region, and the program for the command line."""
