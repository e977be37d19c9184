"""Pictures of the screen, as far as no window system is needed: measures, facts, windows of X11, and PNG."""
