"""Call lists: the way in, who fits, and who must not be called."""
