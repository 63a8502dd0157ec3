"""What every named query answers on the made session, by subject: a query, or a query with values for its parameters."""

from tests.warehouse.figures import intake, replies, rounds, standing, survey, visits

SUBJECTS = (replies, survey, rounds, standing, intake, visits)
EVERY = [asked for subject in SUBJECTS for asked in subject.FIGURES]
