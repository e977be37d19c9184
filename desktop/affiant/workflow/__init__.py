"""The verbs: what the window and the command line both do. No Qt."""
