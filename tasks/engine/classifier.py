"""The learned engine: rules, zones and the classifier's judgement on every line, resolved to one decision each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import accumulate, compress

import numpy as np

from tasks.classifier import html_classifier, text_classifier
from tasks.classifier.families import action_of, name_removed
from tasks.classifier.html_classifier import HtmlClassifier
from tasks.classifier.judgement import Judgement
from tasks.classifier.text_classifier import TextClassifier
from tasks.document import Action, Decision, Document, Kind, Record, once_per_document
from tasks.engine.repetition import repetitions
from tasks.evidence import Evidence, claimed_lines, look, search, search_headline, search_zones
from tasks.headline import find_headline
from tasks.line_passes import runs_of
from tasks.pipeline import Cleaned, decide
from tasks.rules.base import ENOUGH, LIKELY, STRONG

FILES = (*html_classifier.FILES, *text_classifier.FILES)
"""The names of the trained files."""
VERSION = 1
SURELY_CHROME = 0.1
"""Probability below which a block that is not kept is not shown to the rules. Showing them every first-level heading,
which they then keep, and two neighbours of each shown block costs .0035 of F1."""
TITLED = frozenset({"article"})
"""Page types of which the headline is no text, whatever is thought of it: `title` has it. Gold texts of WCXB have one
headline of articles in four. Without it their F1 rises from .9613 to .9619 and their precision from .954 to .955;
forums would lose .008 with the questions that open their threads."""
STUB_BLOCKS = 3
"""Blocks up to which a page has no chrome that text could be told from. Chosen by eye, not tuned."""
_REPEATS = frozenset({"documentation"})  # the same sentence under every parameter that it holds for is content
# What readers wrote is a forum's content: there a rule that takes it needs the classifier's consent, unless it knows a
# full phrase that nobody writes. "View all posts by this author" below a post, which the classifier kept with it, would
# else be published, and the audit holds the whole dataset back for a line of that kind.
_FORUM_CONTENT = frozenset({"comment", "byline", "dateline", "author_bio", "caption"})


@dataclass(frozen=True, slots=True)
class _Rest:
    """What of a page the rules are asked about: of its lines those that are `shown` alone, which stand `at` these."""

    part: Document
    shown: list[bool]
    at: list[int]


@once_per_document
def _rest_of(document: Document, judgement: Judgement) -> _Rest:
    """A page without the blocks that are certainly chrome: half of them, and of the time of the rules."""
    shown = [True] * len(document.lines)
    not_chrome = judgement.keep | (judgement.scores >= SURELY_CHROME)
    for i, is_shown in zip(document.visible, not_chrome.tolist(), strict=True):
        shown[i] = is_shown
    at = list(compress(range(len(shown)), shown))
    part = document if len(at) in (0, len(shown)) else document.of_lines(shown)
    return _Rest(part, shown, at)


def _search_rest(search: Callable[[Document], None], document: Document, judgement: Judgement) -> None:
    search(_rest_of(document, judgement).part)


class ClassifierEngine:
    """Trained models, of which `files` are, and rules; not to be shared between threads.

    Raises:
        UsageError: the models cannot be read.
    """

    searches = (search, search_headline, search_zones)
    page_searches = tuple([partial(_search_rest, search) for search in searches])

    def __init__(self, files: Mapping[str, bytes], bias: float = 1.0) -> None:
        self._html = HtmlClassifier(files, bias)
        self._text = TextClassifier(files, bias)

    def prepare(self, record: Record, document: Document) -> Evidence | None:
        """What the rules say of flattened text. Of a page they are asked when most of its chrome is out of the way."""
        return look(document) if record.kind == "text" else None

    def judge(self, documents: Sequence[Document], prepared: Sequence[Evidence | None]) -> list[Judgement | None]:
        """The classifier's judgement on every document of a batch, in order."""
        judgements: list[Judgement | None] = [None] * len(documents)
        pages = [at for at, document in enumerate(documents) if document.kind == "html"]
        for at, judgement in zip(pages, self._html.judge([documents[at] for at in pages]), strict=True):
            judgements[at] = _of_stub(judgement)
        texts = [(at, evidence) for at, evidence in enumerate(prepared) if evidence is not None]
        found = self._text.judge([documents[at] for at, _ in texts], [evidence for _, evidence in texts])
        for (at, _), judgement in zip(texts, found, strict=True):
            judgements[at] = judgement
        return judgements

    def decide(self, document: Document, prepared: Evidence | None, judgement: Judgement | None) -> Cleaned:
        """One decision a line, from the rules' evidence and the judgement."""
        if judgement is None:
            raise ValueError(f"{document.source_path} was not judged")
        evidence = prepared if prepared is not None else _look_at_rest(document, judgement)
        kept = list(compress(document.visible, judgement.keep.tolist()))
        if judgement.page_type == "forum":
            evidence = _without_forum_content(evidence, frozenset(kept))
        votes = _votes(document, evidence, judgement, frozenset(kept))
        headline = _headline_apart(document, evidence, judgement, kept)
        if headline is not None:
            evidence = replace(evidence, proposals=tuple(said for said in evidence.proposals if said.family != "title"))
            votes.append(_apart(headline))
            kept = [i for i in kept if i != headline]
        if _drops_copies(document, judgement):
            votes += repetitions(document, kept)
        return decide(document, evidence, votes, judgement.page_type, judgement.confidence)


def _of_stub(judgement: Judgement) -> Judgement:
    """The judgement on a page; one of a few blocks, of which none is believed to be text, is left to the rules.

    "The library is closed on Monday." alone on a page scores .05: of the labelled pages 13 have no more than 80 words,
    and all of them are shells or grids.
    """
    if len(judgement.keep) > STUB_BLOCKS or judgement.keep.any():
        return judgement
    return replace(judgement, keep=~judgement.keep)


def _headline_apart(document: Document, evidence: Evidence, judgement: Judgement, kept: Sequence[int]) -> int | None:
    """The headline's line where it is not to be in the text; never where it would be all the text there is."""
    headline = find_headline(document, frozenset()) if document.kind == "html" else None
    if headline is None or len(judgement.keep) <= STUB_BLOCKS or not any(i != headline for i in kept):
        return None
    if any(document.prose[i] for i in kept if i < headline):
        return None  # the first heading of the text, on a page whose headline is none
    wanted = headline in kept or evidence.headline == headline
    return headline if judgement.page_type in TITLED or not wanted else None


def _apart(headline: int) -> Decision:
    return Decision(headline, headline + 1, Action.ROUTE, "title", "title.page", VERSION, 1.0, "headline")


def _drops_copies(document: Document, judgement: Judgement) -> bool:
    # The classifier of text sees copies by itself. In a forum they are quotes, which the gold texts leave out; what it
    # keeps of them in texts judged article would cost .003 of the F1 of flattened service pages that are clean already.
    if document.kind == "text":
        return judgement.page_type == "forum"
    return judgement.page_type not in _REPEATS


def _look_at_rest(document: Document, judgement: Judgement) -> Evidence:
    """The rules' evidence on what of a page they are asked about."""
    rest = _rest_of(document, judgement)
    evidence = look(rest.part)
    if rest.part is document:
        return evidence
    # A line that was not looked at is in the zone of the one before it.
    zones = tuple(map((evidence.zones[0], *evidence.zones).__getitem__, accumulate(rest.shown)))
    at = rest.at
    proposals = tuple([said.on(at[said.line_start], at[said.line_end - 1] + 1) for said in evidence.proposals])
    headline = None if evidence.headline is None else at[evidence.headline]
    return Evidence(proposals, zones, headline)


def _without_forum_content(evidence: Evidence, kept: frozenset[int]) -> Evidence:
    proposals = tuple(
        proposal
        for proposal in evidence.proposals
        if proposal.family not in _FORUM_CONTENT
        or (proposal.score >= STRONG and proposal.action is Action.DROP)
        or not kept.intersection(range(proposal.line_start, proposal.line_end))
    )
    return replace(evidence, proposals=proposals)


def _votes(document: Document, evidence: Evidence, judgement: Judgement, kept: frozenset[int]) -> list[Decision]:
    """A drop or route for every line that the classifier does not keep, under the name of the nearest family."""
    tenths = np.round(judgement.scores.astype(np.float64), 1).tolist()
    taken = frozenset(document.visible) - kept
    removed = (taken | claimed_lines(evidence.proposals)) - {evidence.headline}
    names = name_removed(document, removed, evidence.proposals, evidence.zones, judgement.keywords.tolist())
    # Neighbours of one family and much the same score, in tenths, are one decision.
    runs = runs_of(document.visible, names, taken, tenths)
    return [_verdict(document.kind, family, p).on(start, end) for start, end, family, p in runs]


@cache
def _verdict(kind: Kind, family: str, p: float) -> Decision:
    """What is said of lines that are content with probability `p`, in tenths, wherever they are."""
    # Between enough and likely: a rule that is sure of a line's family says what it is.
    score = round(ENOUGH + (LIKELY - ENOUGH) * 0.9 * (1 - p), 2)
    said = f"content with probability {p:.1f}"
    return Decision(0, 0, action_of(family), family, f"classifier.{kind}", VERSION, score, said)
