"""Engines that tell the main text of an HTML page from the rest of it. For now there is one."""

from __future__ import annotations

from tasks.engine.main_text import propose_body

__all__ = ["propose_body"]
