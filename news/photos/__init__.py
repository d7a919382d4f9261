"""Photos and documents: rights, metadata, safety and the file gate."""
