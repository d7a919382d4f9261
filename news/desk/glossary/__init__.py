"""The glossary: how the newsroom writes a term or a name in each language."""
