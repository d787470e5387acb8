"""What rules make of lines whose place only markup tells, against an engine that calls them something else."""

import pytest

from tasks.document import Action, Decision, Record, fates
from tasks.pipeline import clean_document
from tasks.rules.base import LIKELY
from tasks.segment import segment

PARAGRAPH = (
    "The tide table hangs in the hall of the school, where nobody has read it since the boats were sold, and still "
    "somebody comes every winter to take the old one down and put up the one for the year that has just begun."
)


def fate_of(line, markup):
    """The decision on `line` where `markup` holds it, and an engine has dropped it as `unclassified`."""
    html = f"<body><main><h1>How to read the water</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></main>{markup}</body>"
    document = segment(Record("page.html", "0", html, "html", "0" * 64))
    at = next(i for i in document.visible if document.lines[i].text == line)
    engine = Decision(at, at + 1, Action.DROP, "unclassified", "engine.test", 1, LIKELY, "outside the main text")
    return fates(document, clean_document(document, [engine]).decisions)[at]


@pytest.mark.parametrize(
    ("line", "markup", "action", "family"),
    [
        ("© Tideland Papers", "<footer>© Tideland Papers</footer>", "drop", "copyright"),
        ("© Tideland Papers", "<div class='site-copyright'>© Tideland Papers</div>", "drop", "copyright"),
        ("© Ebba Strand", "<figure><figcaption>© Ebba Strand</figcaption></figure>", "route", "credit"),
        (
            "Posted on 4 April 2023 by Ebba Strand",
            "<div>Posted on <time>4 April 2023</time> by <a>Ebba Strand</a></div>",
            "route",
            "byline",
        ),
        (
            "Auf Twitter teilen Per Mail versenden Drucken",
            "<div><a>Auf Twitter teilen</a> <a>Per Mail versenden</a> <a>Drucken</a></div>",
            "drop",
            "share_bar",
        ),
    ],
)
def test_a_family_names_what_the_engine_only_left_out(line, markup, action, family):
    fate = fate_of(line, markup)
    assert fate is not None
    assert (fate.action, fate.family) == (action, family)


@pytest.mark.parametrize("label", ["Like", "Share", "Reply"])
def test_a_button_is_chrome_even_in_the_middle_of_the_text(label):
    def kept(markup):
        html = f"<h1>How to read the water</h1><p>{PARAGRAPH}</p>{markup}<p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>"
        return label in clean_document(segment(Record("page.html", "0", html, "html", "0" * 64))).text.split("\n")

    assert kept(f"<h2>{label}</h2>")
    assert not kept(f"<button>{label}</button>")
