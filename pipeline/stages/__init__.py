"""The steps every document goes through before anything is looked for in it: repair, language, kind."""
