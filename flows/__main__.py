"""`python -m flows` is the command `sito`."""

from flows.cli import main

main()
