"""Wiring of the Vestnik project: settings, addresses, server entry points and the bootstrap."""
