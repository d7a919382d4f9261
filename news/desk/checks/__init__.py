"""Warnings, not walls: what a translation may have lost of its original. No Django in here but
in `sentences`, which says it in words."""
