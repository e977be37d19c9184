"""Text of any script, shaped and in the right direction, for PDF pages."""
