"""Quarantine, computed from what was written: crossings, clocks, rounds of tests, the gate of a release, the board."""
