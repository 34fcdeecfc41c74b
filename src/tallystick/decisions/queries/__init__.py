"""Every read of this room, named for what it returns."""
