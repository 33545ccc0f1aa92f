"""The library: everything there is to say."""
