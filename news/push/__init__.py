"""Carrying the news to whoever asked for it, and the one door through which we ask others."""
