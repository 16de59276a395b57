"""The window: shows, asks, calls. No SQL, no rule, no limit."""
