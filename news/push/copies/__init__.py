"""Copies at partners: where they stand, and whether they are gone after a withdrawal."""
