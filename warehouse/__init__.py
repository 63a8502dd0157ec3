"""What is kept: tables, migrations, transactions and queries. SQL lives here and nowhere else."""
