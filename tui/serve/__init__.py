"""The app in a browser on this computer: the door, the app in a process of its own, and the way between."""
