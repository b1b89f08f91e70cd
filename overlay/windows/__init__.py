"""The windows of the agent's overlay."""
