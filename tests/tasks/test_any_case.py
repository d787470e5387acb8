import re

import pytest

from tasks.any_case import any_case


@pytest.mark.parametrize(
    "text", ["updated", "Updated", "UPDATED", "was uPdate today", "© 2021", "Обновлено", "reborn", "born"]
)
def test_finds_what_ignoring_case_finds(text):
    words = ("updated?", "©", "обновлено", r"b(?<!\wb)orn\b")
    quick, slow = re.compile(any_case(*words)), re.compile("|".join(words), re.IGNORECASE)
    assert [match.span() for match in quick.finditer(text)] == [match.span() for match in slow.finditer(text)]
