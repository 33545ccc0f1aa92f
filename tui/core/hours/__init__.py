"""Where somebody is, what time it is there, and whether one may call."""
