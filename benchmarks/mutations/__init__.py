"""A study of typing errors: planted in generated reports, then looked for by the linter."""
