"""Vestnik's one application; each package below is a subject of the newsroom."""

VERSION = "0.1.0"
