"""Signs that partners use what they were given: counted by month, following nobody."""
