"""Cards out of the scripts that people have: Markdown, plain text, JSON, VICIdial."""
