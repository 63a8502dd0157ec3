"""What each flow tells of its run: what was done, how many, where the files lie, what comes next. Counts and dates only."""
