"""Copies of an edition for whoever republishes it: HTML, plain text, Markdown, photos."""
