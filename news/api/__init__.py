"""The HTTP API: what other front ends read, from the same stories and gates as feeds.

It speaks to programs: whatever it says of itself is English, in any reader's language alike.
"""
