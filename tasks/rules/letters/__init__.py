"""From the paragraphs of a reply letter to its fields, each with the place it was taken from. Pure: no files here."""
