"""Feeds: one document for each channel, written in many formats."""
