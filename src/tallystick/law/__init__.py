"""Law: what the law allows, and the days that it counts."""
