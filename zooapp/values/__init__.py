"""Plain values of the field: counts, dates, ages, marks. They know neither a database nor a window."""
