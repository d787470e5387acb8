"""Labelled pages that were written for the tests: small, invented, and enough to train a real model on."""

import random

import pyarrow as pa
import pyarrow.parquet as pq

# In four of the five folds, and on both sides of two.
SITES = ("example.com", "example.org", "example.fr", "example.es", "example.nl", "example.it", "example.eu")
KINDS = ("article", "forum", "product")
_WHO = ("The ferryman", "A clerk at the harbour", "The oldest of the bell founders", "Our neighbour's daughter")
_DID = ("mended the slipway", "counted every barrel of tar", "painted the lamp room", "wrote down the tides")
_WHEN = (
    "before the first boat left in the morning",
    "in the week after the flood",
    "while the kettle was on the stove",
)
_WHY = ("because nobody else had the key", "since the council had asked for it twice", "although it had begun to rain")


def sentence(draw):
    return f"{draw.choice(_WHO)} {draw.choice(_DID)} {draw.choice(_WHEN)}, {draw.choice(_WHY)}."


def _page(number):
    draw = random.Random(number)
    kind, site = KINDS[number % 3], SITES[number % len(SITES)]
    title = f"Notes from the harbour, part {number}"
    paragraphs = [" ".join(sentence(draw) for _ in range(draw.randint(2, 5))) for _ in range(draw.randint(3, 7))]
    chrome = [f"Section {letter}" for letter in draw.sample("ABCDEFGHIJ", 6)]
    teasers = [f"Read next: {draw.choice(_WHO)} {draw.choice(_DID)}" for _ in range(4)]
    wrapper = {"article": "article", "forum": "div class='post'", "product": "section id='details'"}[kind]
    html = (
        f"<html><head><title>{title}</title></head><body><nav class='menu'><ul>"
        + "".join(f"<li><a href='/{i}'>{text}</a></li>" for i, text in enumerate(chrome))
        + f"</ul></nav><main><{wrapper}><h1>{title}</h1>"
        + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        + f"</{wrapper.split()[0]}></main><aside class='related'><h2>More</h2>"
        + "".join(f"<p><a href='/more'>{teaser}</a></p>" for teaser in teasers)
        + "</aside><footer><p>Imprint</p><p>Privacy</p><p>All rights reserved by the harbour office.</p></footer>"
        "</body></html>"
    )
    return {
        "id": f"page-{number:03}",
        "url": f"https://www.{site}/notes/{number}",
        "page_type": kind,
        "html": html.encode(),
        "main_content": "\n\n".join([title, *paragraphs]),
        "with": [paragraphs[0]],
        "without": [teasers[0]],
        "comments": None,
    }


def rows(count=60):
    """`count` pages of seven sites and three kinds as rows of a table; every fourth has snippets only."""
    pages = [_page(number) for number in range(count)]
    for page in pages[::4]:
        page |= {"main_content": None, "page_type": None}
    return pages


SCHEMA = pa.schema(
    [("id", pa.string()), ("url", pa.string()), ("page_type", pa.string()), ("html", pa.binary())]
    + [("main_content", pa.string())]
    + [(name, pa.list_(pa.string())) for name in ("with", "without", "comments")]
)


def write(path, pages, schema=SCHEMA):
    """The rows as a Parquet file; its path."""
    pq.write_table(pa.Table.from_pylist(pages, schema=schema), path)
    return path
