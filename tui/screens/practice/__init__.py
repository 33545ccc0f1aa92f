"""Practice: drills, role plays, a partner, the ladder."""
