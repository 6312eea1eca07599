"""Scripts that make the gazetteers from official lists; the lists themselves lie outside the repository."""
