"""What is shown is what is read: one quirk in one place of one document, many thousand times."""
