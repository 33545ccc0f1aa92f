"""The call, the form after it, and the phone."""
