"""The zoo without a window: records, rules, lists, papers. Imports no Qt."""
