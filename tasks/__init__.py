"""What is done: one module per step (load, rule, save). `tasks.rules` holds the pure rules, `tasks.reading` the readers."""
