"""The statutory form, as the schemas state it."""
