"""The rules, pure: no screen, no file, no clock read. Everything here can be tested with plain values."""
