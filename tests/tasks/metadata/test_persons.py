"""What is asked before a byline's patterns finds all that they find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.metadata.persons import _ENDS_OF_BY, _STOP, _STOP_PARTS, _STOP_WORDS, _may_stop

# The ſ and the ı are an "s" and an "i" where case does not count.
WORDS = [
    *sorted(_STOP_WORDS),
    "Marta", "Lindqvist", "By", "BY", "von", "par", "photosby", "photos by", "min read", "special to", "additional",
    "reporting", "AFP", "dpa", "www.example", "https://a.example", "desk@a.example", "@marta", "poſted", "Publıshed",
    "-", "–", "3", "2021", "sept. 4", "Mon,", "Jan Novak", "|", "(", "foto:", "bild by",
]  # fmt: skip
LINES = st.lists(
    st.tuples(
        st.sampled_from(WORDS),
        st.sampled_from((str.lower, str.title, str.upper, str)),
        st.sampled_from((" ", "", ", ")),
    ),
    max_size=5,
).map(lambda parts: "".join(case(word) + end for word, case, end in parts))


@given(LINES)
def test_where_a_name_ends_is_found(line: str) -> None:
    if _STOP.search(line):
        assert _may_stop(line)


def test_names_alone_are_not_searched() -> None:
    assert not _may_stop("Marta Lindqvist, Bola Okafor")
    assert "" not in {*_ENDS_OF_BY, *_STOP_PARTS}
