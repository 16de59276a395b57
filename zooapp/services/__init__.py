"""What is done: one function an act, `work` first."""
