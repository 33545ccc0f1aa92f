"""Review, the weekly check-in, and what is shown to others."""
