"""Files to blocks of text rows. What a file is is decided by its content; where every cell stood is never lost."""
