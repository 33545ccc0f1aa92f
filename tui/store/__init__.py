"""The only room that knows TinyDB."""
