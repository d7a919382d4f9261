"""Django's backend for SQLite, safe where several threads wait for each other."""
