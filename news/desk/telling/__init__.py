"""What colleagues tell each other of their work, by mail and in the admin."""
