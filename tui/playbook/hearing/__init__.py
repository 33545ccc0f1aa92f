"""What is heard in an answer, for practice."""
