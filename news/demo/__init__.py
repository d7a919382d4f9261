"""The invented newsroom that shows a new installation at work, and goes as easily as it came."""
