"""The screens: they show the state of the session and post what the rep did."""
