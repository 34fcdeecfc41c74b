"""Who may do what, and how the log is chained: pure."""
