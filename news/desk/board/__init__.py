"""The story board: stories down, languages across, each cell saying where it stands."""
