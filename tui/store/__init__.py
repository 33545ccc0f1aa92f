"""Where the records are kept: the only room that knows TinyDB and the format of its file."""
