"""Web pages: from markup to the blocks of the article."""
