"""Head, body, tail and comment section of a document."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tasks.document import Document, once_per_document
from tasks.names import is_name
from tasks.rules.author_bio.places import bios
from tasks.rules.base import Zone
from tasks.rules.caption import lead_captions, repeated
from tasks.rules.cues import Cues, lines_with
from tasks.rules.dateline import AGO, DATE, TIME, date_lines

_COUNT = r"(?:#|no|one|a|two|three|four|five|six|seven|eight|nine|ten)"
# A line that opens a section of reader comments: a count, a heading.
_LIST_MARKER = re.compile(
    rf"(?:{_COUNT} )?(?:reader |user |latest |all |top |reader's |readers' )?(?:comments?|responses|discussion|"
    rf"readers' comments)"
    r"(?: ?\(#\)?| ?#| so far| (?:on|about) this (?:article|post|story|entry)| ?: ?#)?"
    rf"|{_COUNT} (?:thoughts?|comments?|responses?|replies|reply) (?:on|to)\b.{{0,150}}"
    r"|join the (?:conversation|discussion)|what do you think|your (?:comments|thoughts)|reader interactions"
    rf"|(?:{_COUNT[:-1]}|ein|eine|un|une|una|um|uma|een) )?(?:leser)?(?:kommentare?|antworten|commentaires?|"
    rf"réponses?|comentarios?|respuestas?|commenti|reacties|comentários?|gedanken?|pensieri|kommentarer)"
    r"(?: ?\(#\)?| ?#)?(?: (?:zu|auf|sur|à|en|a|su|em|op|over|zum thema)\b.{0,150})?"
    r"|(?:\d+ )?комментари(?:й|я|ев|и)"
)
# What of these opens a list of comments by itself; a paper has a discussion, and a share bar says "0 comments".
_OPENS_LIST = re.compile(
    r"\(?(?:[1-9][\d.,]*|one|two|ein|eine|un|une|una|um|uma|een) (?:(?:reader|user) )?(?:comment|thought|response|repl|"
    r"kommentar|gedanke|antwort|réponse|comentario|respuesta|reactie|comentário|pensier).*"
    r"|(?:(?:reader |latest )?comments|kommentare|commentaires|comentarios|commenti|reacties|comentários)"
    r":?(?: ?\(?[1-9][\d.,]*\)?)?|reader interactions"
)
# A line that opens the form below or above them.
_FORM_MARKER = re.compile(
    r"(?:leave|post|add|write|submit) (?:a|your) (?:reply|comment|response)(?: cancel reply| below| here)?"
    r"|(?:schreibe?n?|hinterlass[en]*)(?: sie)? (?:einen kommentar|eine antwort)(?: antworten? abbrechen)?|"
    r"kommentar (?:schreiben|verfassen|hinterlassen|hinzufügen)"
    r"|laisser un commentaire(?: annuler la réponse)?|laisser une réponse|deja (?:un comentario|"
    r"una respuesta)(?: cancelar la respuesta)?"
    r"|lascia un commento(?: annulla risposta)?|deixe (?:um comentário|uma resposta)(?: cancelar resposta)?|(?:geef|"
    r"laat|plaats) een reactie(?: achter)?"
)
# What either marker holds.
_STEMS = Cues(
    stems=(
        "comment", "coment", "kommentar", "комментари", "repl", "respon", "réponse", "respuesta", "resposta",
        "antwort", "reacti", "discussion", "conversation", "interactions", "thought", "think", "gedank", "pensier",
    )
)  # fmt: skip
_FORM = re.compile(
    r"(?:your|deine|ihre|die) e-?mail(?:[ -]address?e?)? (?:will not be|is never|wird nicht)\b|required fields are|"
    r"save my name|meinen namen,|cancel reply|antworten? abbrechen"
    r"|(?:sign|log) ?in to (?:comment|leave|post)|comments are closed|die kommentarfunktion ist|"
    r"um einen kommentar zu|fill in your details below|gib hier deine daten|you are commenting using|notify me of|"
    r"benachrichtige mich|this site uses akismet|diese website verwendet akismet"
    r"|you must (?:be logged in|log in|login)\b.{0,30}(?:comment|reply)|votre adresse|les champs obligatoires|"
    r"annuler la réponse|tu dirección de correo|los campos obligatorios"
    r"|cancelar la respuesta|il tuo indirizzo|annulla risposta|o seu endereço de e-?mail|cancelar resposta|"
    r"je e-mailadres|please enable javascript to view|comments powered by"
)
_FORM_CUES = Cues(
    stems=(
        "\nyour e", "\ndeine e", "\nihre e", "\ndie e", "\nrequired fields are", "\nsave my name", "\nmeinen namen,",
        "\ncancel reply", "\nantwort", "\nsign", "\nlog", "\ncomments are closed", "\ndie kommentarfunktion ist",
        "\num einen kommentar zu", "\nfill in your details", "\ngib hier deine daten", "\nyou are commenting using",
        "\nnotify me of", "\nbenachrichtige mich", "\nthis site uses akismet", "\ndiese website verwendet akismet",
        "\nyou must ", "\nvotre adresse", "\nles champs obligatoires", "\nannuler la réponse",
        "\ntu dirección de correo", "\nlos campos obligatorios", "\ncancelar la respuesta", "\nil tuo indirizzo",
        "\nannulla risposta", "\no seu endereço de e", "\ncancelar resposta", "\nje e-mailadres",
        "\nplease enable javascript to view", "\ncomments powered by",
    )
)  # fmt: skip
_SELF_TEXT = """
    i i’m i'm i’ve i've i’d i'd i’ll i'll me my mine myself ich mich mir mein meine je j’ai j'ai moi mon ma yo mi io ik
    mij lol thanks thank danke merci gracias
"""
_SELF = frozenset(_SELF_TEXT.split())
_OTHERS_TEXT = "we us our you you’re you're your yours wir uns du dir dein nous vous votre nosotros tu su noi wij"
_PERSONS = _SELF.union(_OTHERS_TEXT.split())
_SAYS = re.compile(
    rf".{{1,50}}? (?:says|said|wrote|writes|commented|replied|sagt|sagte|schreibt|schrieb|meint|a dit|dit|écrit|dice|"
    rf"dijo|ha scritto|scrive|disse|diz|zegt)(?::|,? ?(?:on|am|le|el)? ?{DATE}.{{0,25}})"
)
_SIGNED = re.compile(
    rf".{{0,50}}?(?:{AGO}|{DATE}[ ,|·-]{{0,3}}(?:at|um|à|a las|alle|às|om|-|@)?[ ,]{{0,2}}(?:{TIME})).{{0,25}}"
)
_CHROME = re.compile(
    r"(?:liked by|likes?:?) (?:#|you and #)(?: (?:people|persons?|others?|users?))?|# (?:people|person|"
    r"bloggers?) likes? this"
    r"|#? ?(?:reply|antworten|répondre|responder|rispondi|beantwoorden|odpowiedz|ответить)(?: ?[|"
    r"/·-]? ?#)?(?: to (?:this comment|[^ ]{1,30}))?"
    r"|reply ?(?:link|share|report|quote|like|flag|delete|edit)+.{0,20}|(?:like|share|report|quote|vote|"
    r"upvote)(?: ?[|·/-]? ?(?:like|share|report|reply|quote|#)){1,3}"
    r"|(?:report|flag) (?:this )?comment|log in to reply|kommentar melden|permalink|(?:hide|show|"
    r"view) (?:# )?repl(?:ies|y)"
)
# What a sign holds that has neither a number nor a colon at its end: "An hour ago".
_WITHOUT_NUMBER = (" ago", "yesterday", "just now", "vor ", "hace ", "il y a ", "há ")
_SIGN_CUES = Cues(
    start=(
        "liked by", "like", "likes", "reply", "antworten", "répondre", "responder", "rispondi", "beantwoorden",
        "odpowiedz", "ответить", "share", "report", "quote", "vote", "upvote", "flag", "log in to reply",
        "kommentar melden", "permalink", "hide", "show", "view",
    ),
    inside=(
        "says", "said", "wrote", "writes", "commented", "replied", "sagt", "sagte", "schreibt", "schrieb", "meint",
        "écrit", "dice", "dijo", "scritto", "scrive", "disse", "diz", "zegt",
    ),
    stems=(*_WITHOUT_NUMBER, "\nreply", " dit:", " dit,", " dit "),
)  # fmt: skip
# A mail's header ("Date: Thu, 23 Dec 1999 12:31:55") and an article's dateline also hold a date and a time.
_LABELLED = (
    "date", "sent", "posted on", "updated", "published", "last ", "first ", "created", "modified", "aktualisiert",
    "veröffentlicht", "stand", "publié", "publicado", "datum"
)  # fmt: skip
# Where the posts and answers of readers are the page itself.
_DISCUSSION = re.compile(
    r"post reply|you must log in or register to reply here|(?:status: ?)?not open for further replies|thread starter|"
    r"reply to (?:this )?(?:thread|topic|discussion)|"
    r".{0,40}forum software.{0,60}|community platform by xenforo.{0,20}|powered by (?:vbulletin|phpbb|discourse|"
    r"invision community|simple machines|mybb|xenforo).{0,40}|"
    r"click to expand|start(?:er|ed) (?:of )?(?:this )?(?:thread|topic)|thread tools|search this thread|"
    r"(?:reply with )?quote|originally posted by.{0,40}|share this (?:topic|thread)|"
    r"# answers|# answer|add a comment|your answer|post your answer|sorted by|asked # .{1,30}|answered # .{1,30}|"
    r"best answer|accepted answer|sort by ?: ?(?:best|top|hot|votes).{0,30}|.{0,30}submitted # .{1,40} by .{1,30}|"
    r"all forum topics|previous topic|next topic|view (?:original|first unread|full) (?:post|version).{0,30}|"
    r"reply as topic|create an account or sign in to comment|topic starter|mark as (?:best answer|solution|new)|"
    r"forum jump|go to solution|accepted solution|posted in .{1,40} forum|"
    r"(?:senior|junior|new|active|well-known|registered) member|registered user|join date.{0,30}|"
    # phpBB: "Joined: Sat Jan 04, 2020 5:02 pm", "6 posts • Page 1 of 1".
    r"joined:? .{0,20}#|(?:joined|registriert|inscription|enregistré le|registrado|iscritto il|lid geworden op) ?: "
    r".{0,12}#.{2,12}#.{0,12}|(?:posts|messages|mensajes|messaggi|berichten) ?: #|"
    r"# (?:posts?|beiträge?|messages?|mensajes?) [•·|-] (?:page|seite|página) # .{2,4} #|"
    r"messages|reaction score|thread: .{1,80}|neues thema|views|activity|topic|related topics|similar threads|"
    r"recommended posts|"
    r"last reply|last post|last edited by.{0,40}|top voted|# child(?:ren)?|# points?|embed|parent|"
    r".{1,60} \(score:#.{0,30}|forums|all forums|browse forums|replies: #|members|moderator|"
    r"# posts|destination expert|# helpful votes|neues thema|antwort erstellen|beiträge: #"
)
_DISCUSSION_CUES = Cues(
    start=(
        "post reply", "you must log in or register", "status", "not open for further", "thread", "reply to",
        "community platform", "powered by", "click to expand", "start of", "starter", "started", "search this thread",
        "quote", "reply with quote", "originally posted by", "share this", "# answers", "# answer", "add a comment",
        "your answer", "post your answer", "sorted by", "asked", "answered", "best answer", "accepted", "sort by",
        "all forum", "previous topic", "next topic", "view", "reply as topic", "create an account", "topic", "mark as",
        "forum", "go to solution", "posted in", "senior", "junior", "new", "active", "well-known", "registered",
        "join date", "joined", "messages", "reaction score", "neues thema", "views", "activity", "related topics",
        "similar threads", "recommended posts", "last reply", "last post", "last edited", "top voted", "# child",
        "# children", "# point", "# points", "embed", "parent", "forums", "browse forums", "replies", "members",
        "moderator", "# posts", "destination expert", "# helpful", "antwort erstellen", "beiträge",
        "registriert", "inscription", "enregistré le", "registrado", "iscritto il", "lid geworden op", "posts",
        "mensajes", "messaggi", "berichten", "# beitrag", "# beiträge", "# message", "# messages", "# mensaje",
        "# mensajes", "# post",
    ),
    stems=("forum software", "submitted #", " (score:#"),
)  # fmt: skip
DISCUSSION_SIGNS = 2
"""So many different signs of a forum or a question-and-answer page make its posts the content. Measured
on flattened dev pages: with one sign 67 articles have a comment section, with two 71; with three, forums lose 1.3 %
of their content."""

FIRST_SHARE_OF_PROSE = 0.15
"""A marker counts once this share of the page's prose lies behind it: "Comments" in a menu or a count under the
headline opens nothing. Of 78 annotated comments on flattened pages .3 finds 57, .15 57 and .1 60 (as text nodes; 54, 57
and 60 as blocks); at .02 forums lose 2 % of their content."""
ARTICLE_WORDS = 60
"""Words of paragraphs that must stand above a comment section: there is something to comment on."""
SPOKEN_WORDS, SPOKEN_SHARE = 20, 0.025
"""Words below a marker, and the share of them in the first and second person, from which they read like comments."""
SELF_SHARE = 0.012
"""The share of them that must be in the first person singular below a heading without a count."""
REACH_LINES, REACH_WORDS = 40, 450
"""From a marker or a sign of a comment to the next one; a comment of 450 words is an essay, and links
inside it break it into many lines. Chosen by eye, not tuned."""


def zones(document: Document, claimed: frozenset[int]) -> tuple[Zone, ...]:
    """The zone of every line.

    Lines that strong phrases claimed do not count as prose, nor do captions above the text and biographies
    around it: a second look at the cleaned text must find the same zones. A document without a single
    paragraph is body throughout: there is nothing to be outside of.
    """
    prose = [i for i in document.paragraphs if i not in claimed]
    if not prose:
        return (Zone.BODY,) * len(document.lines)
    section = comment_section(document, prose)
    aside = {
        *lead_captions(document, claimed),
        *repeated(document),
        *bios(document, claimed, section),
    }
    inside = [i for i in prose if i not in aside and (section is None or i < section)]
    first, last = (inside[0], inside[-1]) if inside else (prose[0], prose[-1])
    count = len(document.lines)
    end = count if section is None else section
    head, body = min(first, end), min(last + 1, end)
    return (
        (Zone.HEAD,) * head
        + (Zone.BODY,) * (body - head)
        + (Zone.TAIL,) * (end - body)
        + (Zone.COMMENTS,) * (count - end)
    )


def comment_section(document: Document, prose: Sequence[int]) -> int | None:
    """The line on which the comment section begins, None without both a place for one and evidence in it."""
    late = _after_share(document, prose)
    stems = lines_with(document, _STEMS)
    marks = [] if late is None else [i for i in stems if i >= late and _is_marker(document, i)]
    if late is None or not marks or _is_discussion(document):
        return None
    signs = _signs(document, late)
    form = [i for i in lines_with(document, _FORM_CUES) if i >= late and _FORM.match(document.folded[i][:90])]
    spoken = _spoken_list(document, marks)
    for mark in marks:
        opens_form = _FORM_MARKER.fullmatch(document.folded[mark]) is not None
        start = _list_before(document, signs, mark) if opens_form else mark
        own = _first_from(form, mark)
        if start < mark or (own is not None and _near(document, mark, own)):
            return start
        below = _first_from(signs, mark + 1)
        if opens_form and below is not None and _first_from(marks, mark + 1) in range(below):
            continue  # Substack's "Leave a comment" below the text, above references and "Discussion about this post"
        if below is not None and _near(document, mark, below) and _enough(document, signs, mark):
            return start
        if mark == spoken:
            return mark
    return None


def comments_end(document: Document, zones: Sequence[Zone]) -> int | None:
    """The last line of the last comment in the comment section, None where the section has only a form."""
    signs = [i for i in _signs(document, 0) if zones[i] is Zone.COMMENTS]
    if not signs:
        return None
    if _CHROME.fullmatch(document.folded[signs[-1]][:90]):
        return signs[-1]
    after = [i for i in document.visible if i > signs[-1] and zones[i] is Zone.COMMENTS]
    return next((i - 1 for i in after if _ends_comment(document, i)), document.visible[-1])


def _ends_comment(document: Document, i: int) -> bool:
    return _is_marker(document, i) or _FORM.match(document.folded[i][:90]) is not None


def _after_share(document: Document, prose: Sequence[int]) -> int | None:
    """The first line behind `FIRST_SHARE_OF_PROSE` of the words of all paragraphs, and `ARTICLE_WORDS`."""
    limit = max(FIRST_SHARE_OF_PROSE * sum(document.words[i] for i in prose), ARTICLE_WORDS)
    seen = 0
    for i in prose:
        seen += max(document.words[i], len(document.lines[i].text) // 12)
        if seen >= limit:
            return i + 1
    return None


def _is_discussion(document: Document) -> bool:
    found: set[str] = set()
    for i in lines_with(document, _DISCUSSION_CUES):
        if document.words[i] <= 12:
            folded = document.folded[i][:100]
            if _DISCUSSION.fullmatch(folded):
                found.add(" ".join(folded.split()[:2]))
                if len(found) >= DISCUSSION_SIGNS:
                    return True
    return False


def _signs(document: Document, start: int) -> list[int]:
    """The lines from `start` on that stand only around readers' comments, in order."""
    lines = {*lines_with(document, _SIGN_CUES), *document.numbered}
    return sorted(i for i in lines if i >= start and is_sign(document, i))


def _is_marker(document: Document, i: int) -> bool:
    folded = document.folded[i]
    return document.words[i] <= 30 and (
        _LIST_MARKER.fullmatch(folded) is not None or _FORM_MARKER.fullmatch(folded) is not None
    )


def opens_comments(document: Document, i: int) -> bool:
    """Whether the line is the heading of comments or of their form; a count also stands beside each teaser."""
    return _is_marker(document, i) and not document.folded[i].startswith(("#", "no ", "one "))


@once_per_document
def is_sign(document: Document, i: int) -> bool:
    """Whether the line stands only around readers' comments: who wrote when, "Reply", "Liked by 3 people"."""
    text, folded = document.lines[i].text, document.folded[i]
    if document.words[i] > 12 or len(text) > 160:
        return False
    if _CHROME.fullmatch(folded):
        return True
    if not ("#" in folded or text.rstrip().endswith(":") or any(words in folded for words in _WITHOUT_NUMBER)):
        return False
    lower = " ".join(text.lower().split())
    if _SAYS.fullmatch(lower):
        return True
    if lower.startswith(_LABELLED):
        return False
    parts = date_lines(document).get(i)
    if parts:
        return "label" not in parts and ("ago" in parts or {"date", "time"} <= parts)
    return _SIGNED.fullmatch(lower) is not None


def _first_from(lines: Sequence[int], i: int) -> int | None:
    """The first of the sorted `lines` that is `i` or below it."""
    at = bisect_left(lines, i)
    return lines[at] if at < len(lines) else None


def _near(document: Document, start: int, end: int) -> bool:
    words = document.words_above[end] - document.words_above[start + 1]
    return words <= REACH_WORDS and _between(document, start, end) <= REACH_LINES


def _between(document: Document, start: int, end: int) -> int:
    """How many visible lines stand between two lines."""
    return bisect_left(document.visible, end) - bisect_right(document.visible, start)


def _enough(document: Document, signs: Sequence[int], mark: int) -> bool:
    # One date below "Comments" may be the next article's; a single comment has a header and a reply link, or
    # its header right below the count.
    at = bisect_right(signs, mark)
    counted = document.folded[mark].startswith(("#", "one", "ein", "un")) or document.folded[mark].endswith(("#", "(#"))
    if counted and _between(document, mark, signs[at]) <= 3:
        return True
    return at + 1 < len(signs) and _near(document, signs[at], signs[at + 1])


def _spoken_list(document: Document, marks: Sequence[int]) -> int | None:
    """The first count or heading of comments, if what follows it is in the first and second person.

    Extractors leave the comments and drop who wrote them and when. Only of flattened text: on a page the markup tells.
    Counts of comments stand under every post of a blog's front page and every answer of a forum.
    """
    if document.kind != "text" or sum(document.folded[i].startswith("#") for i in marks) > 1:
        return None
    opens = (i for i in marks if _OPENS_LIST.fullmatch(document.lines[i].text.strip().lower()))
    mark = next(opens, None)
    if mark is None:
        return None
    words = " ".join(document.folded[mark + 1 :]).split()
    if len(words) < SPOKEN_WORDS or sum(map(_PERSONS.__contains__, words)) < SPOKEN_SHARE * len(words):
        return None
    sure = document.folded[mark] == "reader interactions" or any("#" in document.folded[i] for i in marks)
    return mark if sure or not _is_chapter(document, mark, words) else None


def _is_chapter(document: Document, heading: int, words: Sequence[str]) -> bool:
    """Whether a bare "Comments" heads a part of the text, in which a council sums up what it was told.

    Readers speak for themselves; an office says "we" and "you", and goes on to "Next steps". Where no paragraph
    follows there is none to lose.
    """
    below = [i for i in document.visible if i > heading]
    if not any(document.prose[i] for i in below):
        return False
    if sum(map(_SELF.__contains__, words)) < SELF_SHARE * len(words):
        return True
    return any(
        document.prose[above] and document.prose[under] and _is_subheading(document, i)
        for above, i, under in zip(below, below[1:], below[2:], strict=False)
    )


def _is_subheading(document: Document, i: int) -> bool:
    text = document.lines[i].text.strip()
    return document.words[i] <= 6 and text[-1:].isalpha() and text[0].isupper() and not is_name(text)


def _list_before(document: Document, signs: Sequence[int], marker: int) -> int:
    """The marker, or the start of the list of comments right above it.

    Blogs put the form below the comments ("Leave a Reply"): from the marker up, sign by sign, then over the
    bulleted and indented lines that touch the first, since flattened comments are an indented list.
    """
    start = marker
    for at in range(bisect_left(signs, marker) - 1, -1, -1):
        i = signs[at]
        if not _near(document, i, start):
            break
        start = i
    if start == marker:
        return marker
    visible = document.visible
    for at in range(bisect_left(visible, start) - 1, -1, -1):
        if document.lines[visible[at]].indent == 0:
            break
        start = visible[at]
    return start
