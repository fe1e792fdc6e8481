"""What every document has, whatever its format: blocks, labels, values, and what they mean."""
