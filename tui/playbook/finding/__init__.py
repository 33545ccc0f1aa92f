"""The card for what somebody said: by letters, words and meaning."""
