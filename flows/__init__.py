"""Top floor: the command line and the Prefect flows. The only place that imports prefect."""
