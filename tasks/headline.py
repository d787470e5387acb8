"""Which line is the headline. Found before any rule can drop it: headlines look like chrome to rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.document import Document, once_per_document
from tasks.folding import fold
from tasks.line_passes import first_with, letters_of
from tasks.rules.author_bio.forms import is_bio
from tasks.rules.byline import signed_lines
from tasks.rules.caption import captions, repeated
from tasks.rules.credit import credit_lines
from tasks.rules.dateline import DATE, date_lines
from tasks.topic import Topic

# Headings of a page's furniture, and what the families' weaker phrases leave to their context.
_NOT_A_HEADLINE = re.compile(
    r"(?:posted|published|updated|written|photo|image|credit|source|share|tags?|categor(?:y|ies)|filed under|topics?|"
    r"follow|subscribe|sign (?:in|up)|"
    r"log ?in|register|skip to|back to|jump to|menu|search|advertisement|related|more from|read more|contents|"
    r"table of contents|in this article|on this page|"
    r"home ?[/>»|›·-]|startseite ?[/>»|›·-]|you are here|sie sind hier|key takeaways?|author|autor|disclosure|"
    r"affiliate disclosure|updated on|print|listen to)\b.{0,60}"
    r"|(?:breaking news|latest news|top stories|most read|most popular|trending(?: now)?|editor'?s'? picks?|featured|"
    r"news|opinion|sports?|business|politics|"
    r"entertainment|lifestyle|technology|health|science|world|home|main navigation|primary navigation|main menu|"
    r"site navigation|our (?:team|story|services)|"
    r"about (?:us|me)|contact(?: us)?|privacy policy|terms (?:of use|and conditions|of service)|cookie (?:policy|"
    r"settings)|my account|shopping cart|your cart|"
    r"quick links?|popular posts?|recent posts?|recent comments?|welcome(?: back)?|hauptmenü|hauptnavigation|"
    r"navigation|suche|neueste beiträge|das könnte sie auch interessieren|"
    r"jump to recipe|print recipe|table of contents|follow us|share this.{0,20})"
    r"|\W*"
)
LONGEST = 40
"""Words; the longest of 1,470 annotated titles has 36."""
ENOUGH = 3.0
"""Score from which a line counts as the headline. On cleaned dev articles 2, 3 and 4 find .927, .922 and .904 of the
headlines and take a wrong line in .027, .024 and .019; on flattened ones 4 is wrong in .233 and right in .683,
3 in .273 and .701."""
MAX_NOTICE = 600
"""Characters of a line that may name the site."""
MOST_LINES = 1_500
"""Visible lines that are looked at: a bound on hostile pages, not tuned."""
SITE_NAME = 4
"""Words up to which a line that the page's own notices repeat is the site's name; chosen by eye, not tuned."""
LEAD = 1.0
"""What a line must score above a candidate up to three lines higher to be preferred to it. On cleaned dev articles it
finds .922 of the headlines, .910 without; flattened ones do not change."""
LATER = 0.3
"""The same for a candidate further up, of a subheading. As text nodes .684 of the headlines are found with .3, .669
with 0 and .673 with 1; as blocks .757, .756 and .738."""
SIGNED, SAID = 1.5, 1.0
"""What a byline or a date below adds to the score, and what each repetition of the line elsewhere adds."""
FEW_PARAGRAPHS = 4
"""Paragraphs up to which a text has hardly room to come back to anything."""
REACH = 30
"""Visible lines between the headline and the next paragraph: byline, dates, share bar, pictures."""
PROSE_ABOVE = 0.3
"""Share of the page's prose that may stand above the headline: cookie notices, teasers."""

# "By The News Team", "Last updated on … by …": bylines without a name in them.
_UNNAMED = re.compile(r"(?:by|von|par|por) (?:the |der |die )?(?:\S+ ){0,3}\S+$")
# A date has a year or signs between its numbers, and most headlines have neither; a search goes from figure to figure.
_DATE, _MAY_BE_DATED = re.compile(DATE), re.compile(r"\d(?:(?<=1)9\d\d|(?<=2)0\d\d|[-/.]\d)")
_CRUMB = re.compile(r" ?[»›>|/·] ?")


def find_headline(document: Document, claimed: frozenset[int]) -> int | None:
    """The index of the headline's line, None where the document has none.

    A title that came with the record, or the page's first `h1`, decides. In flattened text it is the best
    short line that a paragraph follows: it shares its words with the text, has a byline or a date below it,
    is said again elsewhere, is long enough for a sentence, and has little prose above. A document that
    begins with a paragraph has none. `claimed` lines are never it.
    """
    given = fold(document.fields.get("title", ""))
    heading = first_with(document.lines, document.visible, "/h1") if document.kind == "html" or given else None
    for i in document.visible if given else ():
        if document.folded[i] == given or i == heading:
            return i
    if document.kind == "html":
        return heading
    twice = repeated(document)
    lines = [i for i in document.visible if i not in claimed]
    prose = [i for i in document.paragraphs if i not in claimed and i not in twice]
    if not prose or lines[0] == prose[0]:
        return None
    running = frozenset(prose)
    looked_at = _above_the_text(document, lines[:MOST_LINES], running)
    page = _Page(
        document,
        lines,
        topic_of(document, tuple(prose)),
        Counter(map(document.folded.__getitem__, document.visible)),
        [at for at, i in enumerate(lines) if document.prose[i]],
    )
    best, found, where, above = ENOUGH, None, 0, 0
    for at, i in enumerate(looked_at):
        if i in running:
            above += document.words[i]
            continue
        # The standfirst shares more words with the text than the headline right above it.
        lead = 0.0 if found is None else LEAD if at - where <= 3 else LATER
        least = best + lead + min(above / 40, 4)
        score = _score(page, at, least)
        if score > least and may_be_headline(document, i) and not _is_site_name(document, i):
            best, found, where = score - min(above / 40, 4), i, at
    return found


def _above_the_text(document: Document, lines: Sequence[int], prose: frozenset[int]) -> Sequence[int]:
    """The lines up to the paragraph with which more of the prose stands above than may above a headline."""
    limit = max(PROSE_ABOVE * sum(document.words[i] for i in prose), 1)
    above = 0
    for at, i in enumerate(lines):
        if i in prose:
            above += document.words[i]
            if above > limit:
                return lines[:at]
    return lines


@once_per_document
def topic_of(document: Document, prose: tuple[int, ...]) -> Topic:
    """The words of the paragraphs: 1 for what the text keeps coming back to, a half for what it says once."""
    return Topic([document.folded[i] for i in prose], 1.0 if len(prose) <= FEW_PARAGRAPHS else 0.5)


@once_per_document
def may_be_headline(document: Document, i: int) -> bool:
    """Whether a line has the form of a headline: no furniture of the page, date, byline, credit, caption, list item."""
    text = document.lines[i].text.strip()
    folded = document.folded[i]
    return (
        1 <= document.words[i] <= LONGEST
        and (document.words[i] >= 2 or len(text) >= 8)
        and 2 * letters_of(text, 300) >= min(300, len(text))
        and not text.endswith((":", ",", ";", "…", "...", "»", ">", "/", "|"))
        and not text.startswith(("•", "- ", "|", "/", ">", "*", "#", "@", ",", ".", "("))
        and not _NOT_A_HEADLINE.fullmatch(folded)
        and len(_CRUMB.findall(text)) < 2
        and i not in date_lines(document)
        and i not in signed_lines(document)
        and i not in credit_lines(document)
        and i not in captions(document)
        and not _UNNAMED.match(text.lower())
        and not (_MAY_BE_DATED.search(text) and _DATE.search(text.lower()))
    )


def _is_site_name(document: Document, i: int) -> bool:
    """Whether a short line comes again in what the page says of itself: its newsroom, its rights, its privacy policy.

    The notice must give the rights to that name: "© 2011 Lake School. For more about the Swimming Badge" does not
    make the badge a site.
    """
    name = document.folded[i]
    if document.words[i] > SITE_NAME or name not in document.folded_text[document.folded_starts[i] + len(name) :]:
        return False
    plain = re.escape(name)
    owner = re.compile(
        rf"(?:©|\bc\)|copyright)[ ,#-]{{0,9}}(?:by |the ){{0,2}}{plain}(?!\w)"
        rf"|(?<!\w){plain}(?:'s)?[ .,|]{{1,3}}(?:all rights reserved|privacy (?:policy|notice|statement)|"
        r"terms of (?:use|service))"
    )
    for j in range(i + 1, len(document.lines)):
        line = document.folded[j]
        if name in line and line != name and len(line) <= MAX_NOTICE:
            text = document.lines[j].text
            # Folding takes the sign away where it opens the line.
            notice = f"©{line}" if text.lstrip().startswith("©") else line
            if owner.search(notice) or (line.startswith(name) and is_bio(text)):
                return True
    return False


def _score(page: _Page, at: int, least: float) -> float:
    """How much a line looks like the headline; any number up to `least` where it cannot be more than that.

    What is dear to find out is asked last, and only of lines that it can help: nearly all of a page are a menu's.
    """
    document, i = page.document, page.lines[at]
    folded, words = document.folded[i], document.words[i]
    count = words if words * 12 >= len(folded) else len(folded) // 3
    score = 0.4 * min(count, 6) if count <= 14 else 1.6 if count <= 20 else 1.0
    # A cleaned dump opens with it.
    if at == 0 and count >= 3:
        score += 1.0
    more = SIGNED + 2 * SAID * (count >= 4)
    score += 4 * page.topic.share(folded)
    if score + more <= least:
        return score
    score += _context(page, at, count)
    if score + SIGNED > least and page.is_signed(at):
        score += SIGNED
    return score


def _context(page: _Page, at: int, count: int) -> float:
    document, lines, i = page.document, page.lines, page.lines[at]
    folded = document.folded[i]
    score = 0.0
    # Breadcrumbs, the text for sharing and the content of <title> say it again; a menu's words are said twice, too.
    if count >= 4:
        score += SAID * (page.said[folded] > 1)
        starts = document.folded_starts
        first = starts[lines[max(0, at - 200)]] - 1
        score += SAID * (document.folded_text.find(f"\n{folded} ", first, starts[i]) >= 0)
    following = page.to_paragraph(at)
    score -= 2.0 if following >= REACH else following * 1.5 / REACH
    # Among the items of a menu, an item.
    if count <= 4:
        around = [*lines[max(0, at - 3) : at], *lines[at + 1 : at + 4]]
        score -= len(around) >= 5 and max(document.words[j] for j in around) <= 4
    score -= 0.5 * (document.lines[i].indent > 0)
    # The rest of a sentence that a link cut in two.
    score -= at > 0 and document.lines[i].text.lstrip()[:1].islower()
    return score - 2 * document.lines[i].text.rstrip().endswith(".")


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known of a document while its lines are judged, by their position in `lines`, which are not claimed."""

    document: Document
    lines: Sequence[int]
    topic: Topic
    said: Counter[str]
    paragraphs: Sequence[int]

    def to_paragraph(self, at: int) -> int:
        """How many lines stand between a line and the next paragraph, `REACH` where none comes."""
        after = bisect_right(self.paragraphs, at)
        return self.paragraphs[after] - at - 1 if after < len(self.paragraphs) else REACH

    def is_signed(self, at: int) -> bool:
        """Whether the byline or the date stand right below, or under the standfirst."""
        dates, bylines = date_lines(self.document), signed_lines(self.document)
        return any(j in dates or j in bylines for j in self.lines[at + 1 : at + 6])
