"""Numbers an editor asks for: what was released, how long it took, and what is waited for."""
