"""Persons, organisations, positions, roles and credits."""
