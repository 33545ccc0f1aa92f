"""Call lists in: reading files, guessing columns, finding who is who."""
