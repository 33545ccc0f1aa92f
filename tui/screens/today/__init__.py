"""Today, the first start, and the self-check."""
