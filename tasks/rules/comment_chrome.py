"""What stands around a reader's comment: likes, reply links, ages, counts, "show more"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import STRONG, WEAK, Context, LineRule, PhraseRule
from tasks.rules.cues import Cues
from tasks.rules.dateline import date_lines

_WORDS = (
    r"reply|replies|like|likes|liked|unlike|share|report|report abuse|flag|quote|permalink|link|edit|delete|upvote|"
    r"downvote|vote up|vote down|love|helpful|"
    r"reply link|hide|block|follow|collapse|expand|show|show more|show less|view replies|hide replies|more|comment|"
    r"comments|antworten|melden|zitieren|gefällt mir|"
    r"teilen|répondre|signaler|j'aime|partager|responder|me gusta|denunciar|reportar|rispondi|mi piace|segnala|"
    r"reageer|beantwoorden|loading|points?|votes?|#"
)
_BUTTONS = re.compile(rf"(?:{_WORDS})(?:[ |·•,()/:+-]{{1,3}}(?:{_WORDS})){{0,5}}")

# "7 thoughts on love" is a headline; a blog's heading above its comments quotes the title of the post.
_HEADING = re.compile(
    r"(?:#|an?|one|two|three|ein|eine|une?|un|una|uma?) (?:thoughts?|responses?|comments?|replies|reply|gedanken?|"
    r"kommentare?|antwort(?:en)?|réponses?|"
    r"commentaires?|comentarios?|respuestas?|pensier[io]|comment[oi]|comentários?|gedachten?) (?:on|to|zu|auf|sur|à|"
    r"en|a|su|em|over|riguardo|op) [\"'].{1,150}"
)
_PREPOSITIONS = ("on", "to", "zu", "auf", "sur", "à", "en", "a", "su", "em", "over", "riguardo", "op")
_QUOTING = Cues(inside=(f"{preposition} {quote}" for preposition in _PREPOSITIONS for quote in "\"'"))


def _propose(document: Document, context: Context) -> Iterator[Decision]:
    """In the comment section: rows of buttons, and dates, which stand by each comment."""
    for i in context.lines_with(document, _QUOTING):
        if document.words[i] <= 40 and _HEADING.fullmatch(document.folded[i]):
            yield RULE.decide(i, i + 1, Action.DROP, STRONG, "heading of the comments", "heading")
    for i in context.comment_lines(document):
        if document.words[i] > 12:
            continue
        if document.folded[i] in _COUNTED or _BUTTONS.fullmatch(document.folded[i][:80]):
            yield RULE.decide(i, i + 1, Action.DROP, STRONG, "buttons", "buttons")
        elif i in date_lines(document):
            yield RULE.decide(i, i + 1, Action.DROP, STRONG, "date of a comment", "date")


# Counts and buttons of one or two words.
_COUNTS = (
            "reply", "replies", "# replies", "# reply", "comments", "comment", "# comments", "# comment",
            "one comment", "comments (#", "comments #", "comments: #", "comments(#",
            "likes", "# likes", "# like", "like this", "upvote", "downvote", "permalink", "log in to like",
            "# votes", "# vote", "votes", "best comments", "newest", "oldest", "most voted",
            "most liked", "newest first", "oldest first", "sort by newest", "kommentare", "kommentar",
            "# kommentare", "# kommentar", "kommentare (#", "antworten", "melden", "gefällt mir",
            "commentaires", "# commentaires", "# commentaire", "commentaires (#", "répondre", "comentarios",
            "# comentarios", "# comentario", "responder", "me gusta", "commenti", "# commenti",
            "rispondi", "comentários", "# comentários", "reacties", "# reacties", "report abuse", "recent comments",
            "neueste kommentare", "letzte kommentare", "reader comments", "user comments",
            "join the conversation", "top comments", "featured comment", "last reply", "post replies",
)  # fmt: skip
_COUNTED = frozenset(_COUNTS)  # each line of the comments is looked up

RULE = LineRule("comment_chrome.line", "comment_chrome", _propose)

RULES = (
    PhraseRule(
        "comment_chrome.likes",
        "comment_chrome",
        whole=(
            "liked by # people", "liked by # person", "liked by # others", "liked by you and # others",
            "liked by you and # other", "liked by # people, including you",
            "# people like this", "# person likes this", "# people liked this", "# bloggers like this",
            "# people found this helpful", "# person found this helpful",
            "discussion about this post", "discussion about this episode",
            "loading comments", "show more comments", "load more comments", "show all comments", "view all comments",
            "view comments", "load comments",
            "show comments", "see all comments", "see comments", "older comments", "newer comments",
            "get more comments", "load all comments", "more comments",
            "expand full comment", "report this comment", "report comment", "flag this comment",
            "flag as inappropriate", "permalink to this comment",
            "show # more comments", "view # comments", "view all # comments", "show all # comments",
            "see all # comments", "view comments (#", "# more comments",
            "hide comments", "jump to comments", "skip to comments", "go to comments", "sort comments by",
            "# more replies", "show # more replies", "view # replies",
            "view # reply", "show # reply", "show # replies", "view replies", "view more replies", "show replies",
            "view # more replies", "reply to this comment",
            "reply report", "reply share report", "reply like", "like reply", "share reply", "reply share",
            "replyreport", "reply link", "reply permalink", "reply quote", "like reply share",
            "no comments", "no comments to show", "comments filter", "reply to comment", "reply as topic",
            "reply with quote", "cancel reply #", "kommentare anzeigen", "alle kommentare anzeigen",
            "mehr kommentare",
            "weitere kommentare", "weitere kommentare laden", "kommentare laden", "keine kommentare",
            "kommentar melden", "zu den kommentaren", "ältere kommentare",
            "neuere kommentare", "alle kommentare", "gefällt # personen", "gefällt # mal", "voir les commentaires",
            "voir tous les commentaires", "afficher les commentaires",
            "lire les commentaires", "ver comentarios", "ver todos los comentarios", "mostrar comentarios",
            "cargar más comentarios", "ver los comentarios",
            "a # personas les gusta esto", "vedi commenti", "mostra commenti", "ver comentários", "alle reacties",
            "toon reacties", "mostrar más comentarios",
            "improve this question", "improve this answer", "sorted by: highest score (default",
            "highest score (default", "trending (recent votes count more", "date modified (newest first",
            "date created (oldest first", "viewed # times", "viewed #k times", "viewed #m times",
        ),
        max_words=8,
    ),
    # Above the text a count beside the author, below it a heading or a link; between paragraphs a subheading.
    PhraseRule(
        "comment_chrome.count",
        "comment_chrome",
        score=WEAK,
        whole=_COUNTS,
        max_words=4,
    ),
    RULE,
)  # fmt: skip
