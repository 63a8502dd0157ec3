"""Tests of what is kept: tables, migrations, transactions and queries."""
