"""Letters to paragraphs of text, each with the part it was found in. What a file is is decided by its content."""
