"""The page by which a partner sets up its feed, in the site's frame and its own language."""
