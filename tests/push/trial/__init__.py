"""The running newsroom on trial: its processes are killed while editors go on."""
