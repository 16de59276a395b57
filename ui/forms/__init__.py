"""Forms: what a person fills in."""
