"""Reports as frames: the rules of an edition for many reports at once."""
