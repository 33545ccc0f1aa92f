"""Voice for practice: speaks the prospect's lines, and measures the answer. See docs/voice.md."""
