"""The newsroom's desk: home screen, translation, release and withdrawal in the admin."""
