"""What departments wrote in their own registers of how satisfied the deputies were: claims, held against the survey."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from schemas.words import Outcome
from warehouse.tables.base import PRIVATE, key, metadata, one_of, refers

# no answer is ever made of it, no figure reads it
claimed_rating = Table(
    "claimed_rating",
    metadata,
    key("claimed_rating_id"),
    refers("referral_id", "referral.referral_id"),
    refers("batch_id", "batch.batch_id"),
    Column("sheet", Text, nullable=False, comment="sheet of the workbook (工作表)"),
    Column("row_no", Integer, nullable=False, comment="row in the sheet (行号)"),
    # whoever fills in a register may write anything there
    Column("word", Text, nullable=False, info=PRIVATE, comment="what stands there (自填内容)"),
    Column("outcome", String(20), comment="the rating that it claims; none: it says no rating (自填评价)"),
    one_of("outcome", Outcome),
    UniqueConstraint("batch_id", "referral_id"),
    comment="satisfaction as departments' own registers claim it; never an answer (承办单位自填评价)",
)
