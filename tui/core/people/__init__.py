"""People and their numbers: who somebody is, what can be dialed, who is whose colleague."""
