"""Who is next, who is held, and why."""
