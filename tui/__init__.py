"""Offhook: next person, call, twenty seconds of reflection, a better next call."""

__version__ = "0.1.0"
