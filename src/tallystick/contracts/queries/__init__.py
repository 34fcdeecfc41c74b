"""Every read of the register. Each takes who is asking, and gives what they may see and no more."""
