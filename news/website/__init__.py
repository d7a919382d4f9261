"""What readers see: pages, listings, search, addresses of the site and its looks."""
