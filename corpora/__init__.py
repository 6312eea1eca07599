"""Our own annotated texts, lexicons and gazetteers, each with a card; loaders and metrics."""
