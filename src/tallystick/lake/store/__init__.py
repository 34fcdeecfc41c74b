"""Where everything is kept, and the look-ups that pages make. Read only, but for `Home`."""
