"""Lists and the whole register as files. Writers keep only a few rows in memory."""
