"""What draws: widgets that are given view state and a theme, and know nothing of events."""
