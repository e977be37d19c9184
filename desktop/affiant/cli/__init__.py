"""The command line: the same verbs as the window, for scripts. Never imports Qt."""
