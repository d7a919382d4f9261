"""Partners: media that republish us, what they agreed to, and the keys to their own feeds."""
