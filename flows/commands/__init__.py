"""One module a command of `sito`; `flows.cli` lists them."""
