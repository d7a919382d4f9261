"""Answers kept ready: made once per change, given to everybody without asking Django again."""
