"""Document layout analysis: from lines and characters to blocks."""
