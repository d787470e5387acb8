"""Legal, privacy and status notices: links to terms, agreements, disclosures, disclaimers, warnings to readers."""

from __future__ import annotations

from tasks.rules.legal import disclaimers, disclosures, documents, links, notices

RULES = (*links.RULES, *notices.RULES, *disclosures.RULES, *disclaimers.RULES, *documents.RULES)
