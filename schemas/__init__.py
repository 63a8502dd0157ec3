"""What is true: words, shapes of files, the lifecycle, error texts and rule profiles."""
