"""When and where: Prefect flows, the command line, deployments. The only place that knows clock, order and environment."""
