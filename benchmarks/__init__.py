"""Measurements as ratios in one run: nothing here is part of the tests."""
