"""What was given: paths, folders, archives, and how they are read."""
