"""The admin's home screen: first steps, what waits for me, what was released."""
