"""The disk: the home folder, whole-file writes, YAML that cannot hurt. All rooms may use it."""
