"""Writing a translation beside its original."""
