"""The figures of Review: what the rep's own days come to. Pure; knows no screen."""
