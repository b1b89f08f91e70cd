"""What decides what is shown: events in, view state out; no Qt."""
