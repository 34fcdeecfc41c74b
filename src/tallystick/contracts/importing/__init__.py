"""What a register that was read would do to the register that is kept: pure, and shown before it is done."""
