"""All migrations, in order. A new one is one file and one line here, and the same change in ``schema.sql``."""

from __future__ import annotations

from affiant.store.migrations.m0001_first_form import MIGRATION as FIRST_FORM
from affiant.store.migrations.m0002_records_and_targets import MIGRATION as RECORDS_AND_TARGETS
from affiant.store.migrations.m0003_descriptions import MIGRATION as DESCRIPTIONS
from affiant.store.migrations.migration import Migration

MIGRATIONS: tuple[Migration, ...] = (FIRST_FORM, RECORDS_AND_TARGETS, DESCRIPTIONS)

NEWEST = MIGRATIONS[-1].version
"""``user_version`` of a case that this program writes."""
