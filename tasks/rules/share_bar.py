"""Buttons that pass a page on: networks, mail, print, copied links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, STRONG, WEAK, Context, LineRule, PhraseRule, Zone
from tasks.rules.cues import Cues, lines_with

NETWORKS = (
    "facebook", "facebook messenger", "messenger", "twitter", "x", "x (twitter)", "x (formerly twitter)",
    "x / twitter", "x/twitter", "twitter/x", "x-twitter", "facebook-f", "linkedin", "linkedin-in", "pinterest",
    "pinterest-p", "reddit", "tumblr", "whatsapp", "telegram", "threads", "bluesky", "mastodon", "flipboard",
    "pocket", "xing", "vk", "vkontakte", "odnoklassniki", "line", "viber", "skype", "wechat", "weibo", "instagram",
    "youtube", "tiktok", "snapchat", "discord", "google bookmarks", "google classroom", "stumbleupon", "digg",
    "del.icio.us", "delicious", "hacker news", "instapaper", "evernote", "nextdoor", "truth social", "gab", "gettr",
    "mix", "buffer", "diaspora", "sms", "meneame", "koo", "copy link", "spotify", "vimeo", "flickr", "github",
    "medium", "soundcloud", "google news", "apple podcasts", "rss",
)  # fmt: skip
"""Folded names of what a page can be passed on to, or followed on."""
_ACTIONS = (
    "share", "tweet", "email", "e-mail", "mail", "print", "copy", "copy url", "link", "save", "like", "pin",
    "pin it", "share link", "copied", "link copied", "permalink", "comment", "comments", "bookmark", "follow",
    "more", "url", "share this", "share on", "follow us", "follow us on", "post", "plus", "drucken", "teilen",
    "twittern", "merken", "mailen", "partager", "imprimer", "envoyer", "compartir", "imprimir", "enviar",
    "condividi", "stampa", "delen", "afdrukken", "compartilhar", "close", "text", "sms", "shares", "google",
    "google plus",
)  # fmt: skip


def _on(*frames: str) -> tuple[str, ...]:
    """Every frame ("share on {}") with the name of every network a button is made for."""
    buttons = (
        "facebook", "twitter", "x", "x (twitter", "linkedin", "pinterest", "reddit", "tumblr", "whatsapp",
        "telegram", "threads", "bluesky", "mastodon", "flipboard", "pocket", "xing", "google", "google plus",
        "email", "e-mail", "instagram", "messenger", "facebook messenger", "hacker news", "vk", "viber", "skype",
        "digg", "stumbleupon", "youtube", "tiktok", "sms",
    )  # fmt: skip
    return tuple(frame.format(button) for frame in frames for button in buttons)


BUTTON = PhraseRule(
    "share_bar.button", "share_bar",
    whole=_on(
        "share on {}", "share to {}", "share via {}", "share with {}", "share this on {}",
        "share this article on {}", "share this article via {}", "share this post on {}", "share this page on {}",
        "share this story on {}", "share this via {}", "share article on {}", "share article via {}",
        "share page on {}", "share post on {}", "share by {}", "save to {}", "tweet on {}", "post on {}",
        "post to {}", "{} share", "share {}", "send via {}", "share using {}", "share through {}",
        "opens in a new window share on {}", "follow on {}", "follow us on {}", "follow me on {}", "like us on {}",
        "find us on {}", "join us on {}", "connect with us on {}", "subscribe on {}", "visit us on {}",
        "{} opens in new window", "visit our {} page", "visit our {}", "auf {} teilen", "bei {} teilen",
        "über {} teilen", "per {} teilen", "via {} teilen", "auf {} posten", "artikel auf {} teilen",
        "teilen auf {}", "teilen per {}", "mit {} teilen", "folgen sie uns auf {}", "folge uns auf {}",
        "folgt uns auf {}", "folge mir auf {}", "{} teilen", "teile auf {}", "partager sur {}", "partager par {}",
        "partagez sur {}", "partager via {}", "partager l'article sur {}", "partager cet article sur {}",
        "suivez-nous sur {}", "compartir en {}", "compartir por {}", "compartir vía {}", "compartir via {}",
        "comparte en {}", "compartir con {}", "síguenos en {}", "enviar por {}", "condividi su {}",
        "condividi via {}", "condividi con {}", "seguici su {}", "deel op {}", "deel via {}", "delen op {}",
        "delen via {}", "deel dit op {}", "volg ons op {}", "compartilhar no {}", "compartilhe no {}",
        "compartilhar via {}", "compartilhar por {}", "compartilhe via {}", "partilhar no {}", "partilhar via {}",
        "siga-nos no {}",
    ),
    start=_on(
        "click to share on {}", "klick, um auf {} zu teilen", "klick, um über {} zu teilen",
        "klicken, um auf {} zu teilen", "klick, um dies auf {}", "cliquez pour partager sur {}",
        "haz clic para compartir en {}", "fai clic per condividere su {}", "klik om te delen met {}",
        "klik om te delen op {}", "klik om op {} te delen", "clique para compartilhar no {}", "share on {} (opens",
        "share on {} opens",
    ),
    max_words=16,
)  # fmt: skip
CALL = PhraseRule(
    "share_bar.call", "share_bar",
    whole=(
        "share this", "share it", "share this article", "share article", "share this post", "share post",
        "share this page", "share page", "share this story", "share story", "share the story", "share the article",
        "share this entry", "share this content", "share this video", "share this item", "share this news",
        "share this recipe", "share this via", "share this on", "share on", "share via", "share on social media",
        "share on social", "share with your friends", "share with friends", "share this with your friends",
        "share with your network", "share options", "share link", "share icon", "share button", "social share",
        "social sharing", "sharing is caring", "close share", "open share", "more sharing options",
        "more share options", "share close", "close share options", "show share options",
        "share this article share this article", "spread the word", "spread the love", "please share",
        "please share this", "please share this article", "if you liked this article, share it", "share your love",
        "like this article share it", "did you like this article share it", "share & bookmark", "share this tool",
        "share this job", "share this event", "share event", "share this product", "share this listing",
        "share this photo", "sharethis", "addthis", "addtoany", "share save", "share/save", "share tweet",
        "tweet share", "like tweet", "tweet this", "tweet", "retweet", "pin it", "pin this", "pin it on pinterest",
        "pin on pinterest", "share tweet pin", "copy link", "copy link to clipboard", "copy this link", "copy url",
        "copy url to clipboard", "copy article link", "copy the link", "copy shortlink", "copy link copied",
        "copy link link copied", "link copied", "link copied to clipboard", "copied to clipboard", "url copied",
        "url copied to clipboard", "get link", "get shareable link", "get a shareable link", "copied", "email this",
        "email this article", "email this page", "email this post", "email this story", "email article",
        "email page", "email a friend", "email to a friend", "e-mail this article", "e-mail to a friend",
        "emailthis", "email thisblogthis", "blogthis", "send to a friend", "send this to a friend",
        "send to friend", "tell a friend", "email link", "send by email", "share by email", "share by e-mail",
        "share via e-mail", "print this", "print this article", "print this page", "print this post",
        "print this story", "print article", "print page", "print story", "print friendly", "printer friendly",
        "printer-friendly version", "printer friendly version", "print version", "print-friendly version",
        "printable version", "show printable version", "print view", "print or save as pdf", "print & pdf",
        "save as pdf", "save article", "save this article", "save this story", "save story", "save for later",
        "read later", "bookmark this", "bookmark this article", "bookmark this page", "bookmark article",
        "add to bookmarks", "save to favorites", "gift this article", "gift article", "give this article",
        "share full article", "republish this article", "republish", "cite this article", "add to reading list",
        "save to reading list", "add as preferred source on google", "add us on google",
        "make us preferred on google", "preferred source on google", "# shares", "#k shares", "shares #",
        "total shares", "# share", "#k share", "# tweets", "share #", "tweet #", "share # tweet #",
        "share on facebook share on twitter", "share on facebook tweet on twitter", "share on facebook share on x",
        "facebook twitter", "facebook x email", "view more sharing options", "share options for this article",
        "share this facebook", "artikel teilen", "beitrag teilen", "diesen artikel teilen", "diesen beitrag teilen",
        "seite teilen", "diese seite teilen", "jetzt teilen", "teilen mit", "teilen sie diesen artikel",
        "teile diesen artikel", "teilen sie diesen beitrag", "teile diesen beitrag", "teilen sie dies mit",
        "teile dies mit", "teilen twittern", "teilen tweet", "twittern", "tweeten", "teilen und drucken",
        "in sozialen netzwerken teilen", "teilen auf", "teilen via", "teile mit deinen freunden",
        "teilen macht freude", "link kopieren", "link kopiert", "url kopieren",
        "link in die zwischenablage kopieren", "artikel drucken", "seite drucken", "beitrag drucken",
        "diesen artikel drucken", "diese seite drucken", "druckversion", "druckansicht", "artikel versenden",
        "artikel empfehlen", "seite empfehlen", "diese seite empfehlen", "weiterempfehlen", "per e-mail versenden",
        "per e-mail senden", "per mail teilen", "per mail versenden", "artikel merken", "auf die merkliste",
        "auf merkliste", "zur merkliste hinzufügen", "zur merkliste", "artikel als pdf", "an e-mail-adresse senden",
        "partager", "partager cet article", "partager l'article", "partager l'info", "partagez",
        "partagez cet article", "partager cette page", "partager la page", "copier le lien", "lien copié",
        "imprimer l'article", "imprimer cet article", "imprimer cette page", "envoyer par email",
        "envoyer par e-mail", "envoyer à un ami", "envoyer l'article", "lire plus tard", "tweeter",
        "offrir cet article", "compartir", "comparte", "compartir nota", "compartir esta nota",
        "compartir artículo", "comparte este artículo", "compartir este artículo", "compartir noticia",
        "comparte esta noticia", "compartir en redes", "compartir esto", "comparte esto", "compártelo",
        "copiar enlace", "copiar link", "copiar vínculo", "enlace copiado", "imprimir artículo",
        "enviar por correo", "enviar por email", "enviar a un amigo", "guardar artículo", "tuitear", "twittear",
        "condividi", "condividi questo articolo", "condividi l'articolo", "condividi articolo",
        "condividi questa pagina", "condividi su", "copia link", "copia il link", "link copiato", "stampa articolo",
        "stampa questa pagina", "stampa l'articolo", "invia per email", "invia a un amico", "twitta",
        "salva articolo", "deel dit artikel", "deel artikel", "deel dit bericht", "deel deze pagina", "deel dit",
        "artikel delen", "delen via", "kopieer link", "link kopiëren", "link gekopieerd", "artikel printen",
        "print dit artikel", "mail dit artikel", "bewaar artikel", "stuur door", "compartilhar", "compartilhe",
        "compartilhe isso", "compartilhar notícia", "compartilhe esta notícia", "compartilhe este artigo",
        "compartilhar artigo", "copiar endereço", "link copiado", "imprimir artigo", "partilhar",
        "partilhar este artigo", "enviar por e-mail", "tweetar",
        "udostępnij", "udostępnij artykuł", "udostępnij na facebooku", "udostępnij ten artykuł",
        "podziel się artykułem", "skopiuj link", "kopiuj link", "wyślij znajomemu", "wydrukuj artykuł",
        "share this episode", "pin it for later",
    ),
    start=(
        "click to email a link to a friend", "click to print (opens", "click to email this to a friend",
        "share this with", "klick, um dies einem freund", "klicken zum ausdrucken", "cliquez pour imprimer",
        "cliquer pour imprimer", "haz clic para imprimir", "fai clic per stampare", "klik om af te drukken",
        "clique para imprimir", "click to copy link", "share this article with your",
    ),
    max_words=14,
)  # fmt: skip
# What asks for sharing in a sentence: Substack's under every public post, recipe cards', and blogs'.
REQUEST = PhraseRule(
    "share_bar.request", "share_bar",
    start=(
        "ti è piaciuta questa ricetta? condividila", "ti è piaciuto questo articolo? condividilo",
        "gostou do texto? compartilhe", "gostou do artigo? compartilhe", "gostou do post? compartilhe",
        "gostou? compartilhe", "know someone who can answer? share a link to this question",
    ),
    inside=("this post is public so feel free to share it", "on instagram and hashtag it"),
    max_words=25,
)  # fmt: skip
# Buttons that are words: the name of a company alone may be a heading, "Share" and "Like" a column of a table.
WORD = PhraseRule(
    "share_bar.word", "share_bar",
    score=WEAK,
    whole=(
        "share", "email", "e-mail", "print", "copy", "like", "save", "shares", "bookmark", "follow", "follow on",
        "follow us on", "follow us", "follow me", "permalink", "teilen", "drucken", "merken", "versenden", "mailen",
        "empfehlen", "folgen sie uns", "folgen sie uns auf", "folge uns", "folge uns auf", "imprimer", "envoyer",
        "suivez-nous", "suivez-nous sur", "imprimir", "enviar", "síguenos", "síguenos en", "stampa", "invia",
        "seguici", "seguici su", "delen", "afdrukken", "volg ons", "siga-nos", "facebook", "twitter", "linkedin",
        "pinterest", "reddit", "tumblr", "whatsapp", "telegram", "bluesky", "mastodon", "flipboard", "pocket",
        "xing", "instagram", "youtube", "tiktok", "messenger", "x (twitter", "x / twitter", "x/twitter",
        "x (formerly twitter", "x-twitter", "facebook-f", "linkedin-in", "stay connected", "connect with us",
        "social media", "social", "find us on", "stay in touch", "share #",
        # Headings of checklists, too: "Facebook page", "Instagram profile".
        *_on("{} icon", "{} logo", "{} link", "{} page", "{} profile"),
        "drukuj", "wydrukuj", "podziel się",
    ),
)  # fmt: skip

_PARTS = re.compile(r"[\s|·•,/&:;()+–-]+")
# Parts of longer names ("Apple Podcasts", "Hacker News") may stand in a bar, and prove none.
_NETWORK_WORDS = frozenset(name for name in NETWORKS if len(name) > 1 and _PARTS.split(name) == [name])
_GLUE = frozenset(("via", "on", "by", "and", "or", "with", "to", "#", "#k"))
_BUTTON_WORDS = _GLUE.union(word for name in (*NETWORKS, *_ACTIONS) for word in _PARTS.split(name) if word)
_NAMES = frozenset(NETWORKS) | {name.rstrip(")") for name in NETWORKS}
_BUTTONS = frozenset(_ACTIONS)
RUN = 3
"""Networks and buttons in a row that make a bar; above or below the text two networks do."""


def networks_on(folded: str) -> int:
    """How many different networks a folded line names, 0 when it says anything but networks and buttons."""
    if len(folded) > 200:
        return 0
    words = {word for word in _PARTS.split(folded) if word}
    return len(words & _NETWORK_WORDS) if words <= _BUTTON_WORDS else 0


def _tiles(folded: str) -> tuple[str, ...]:
    """The buttons that a folded line is made of, end to end, none when it says anything else.

    "Share on Facebook Send by e-mail Print" is three buttons that stood side by side. The longest button that fits
    is taken each time: no button but one word begins another.
    """
    words = folded.split()
    if not 2 <= len(words) <= LONGEST_ROW or words[0] not in _FIRST_OF_BUTTON:
        return ()
    found: list[str] = []
    at = 0
    while at < len(words):
        if words[at] in _BETWEEN:
            at += 1
            continue
        sizes = range(min(_BUTTON_LENGTH, len(words) - at), 0, -1)
        size = next((n for n in sizes if " ".join(words[at : at + n]).strip("|·•,;") in _TILES), 0)
        if not size:
            return ()
        found.append(" ".join(words[at : at + size]).strip("|·•,;"))
        at += size
    return tuple(found)


def _rows(document: Document, context: Context) -> Iterator[Decision]:
    for i in context.lines_with(document, _OPENED):
        if document.words[i] <= LONGEST_ROW:
            found = _tiles(document.folded[i])
            # "Save, share, print": the words alone are a sentence of a manual; a full button is none.
            if len(found) >= 2 and any(button in _FULL_BUTTONS for button in found):
                yield ROW.decide(i, i + 1, Action.DROP, STRONG, f"{len(found)} buttons: {found[0]}")


def _bars(document: Document, context: Context) -> Iterator[Decision]:
    """Rows of networks on one line, and networks and buttons that stand on a line each."""
    run: list[int] = []
    for i in lines_with(document, _NAMING):
        if i == context.title or not _in_bar(document.folded[i], context.zones[i]):
            continue
        if run and document.line_above(i) != run[-1]:
            yield from _as_bar(document, context, run)
            run = []
        run.append(i)
    if run:
        yield from _as_bar(document, context, run)


def _in_bar(folded: str, zone: Zone) -> bool:
    # Counters stand beside buttons; among paragraphs they make a table: "Facebook", "2,900", "YouTube", "2,500".
    if folded in {"#", "#m"}:
        return zone is not Zone.BODY
    return folded in _NAMES or folded in _BUTTONS or networks_on(folded) >= 2


def _as_bar(document: Document, context: Context, run: list[int]) -> Iterator[Decision]:
    """Different networks make a bar. Among paragraphs a button must be with them: a bare list of networks is a list."""
    folded = [document.folded[i] for i in run]
    count = len({name for name in folded if name in _NAMES})
    count += sum(networks_on(name) for name in folded if name not in _NAMES)
    if count < 2:
        return
    in_body = any(context.zones[i] is Zone.BODY for i in run)
    pressed = any(name in _BUTTONS or (name not in _NAMES and _BUTTONS & set(_PARTS.split(name))) for name in folded)
    if not in_body or (pressed and count + (len(run) > count) >= RUN):
        score = STRONG if count >= RUN else LIKELY
        yield BAR.decide(run[0], run[-1] + 1, Action.DROP, score, f"{count} networks in a row")


_FULL_BUTTONS = frozenset(phrase for phrase in (*BUTTON.whole, *CALL.whole) if " " in phrase)
_TILES = _FULL_BUTTONS | _NAMES | _BUTTONS | frozenset(WORD.whole) | frozenset(CALL.whole)
_FIRST_OF_BUTTON = frozenset(phrase.split()[0] for phrase in _TILES)
_BUTTON_LENGTH = max(len(phrase.split()) for phrase in _TILES)
_OPENED = Cues(start=_FIRST_OF_BUTTON)
_NAMING = Cues(whole=("#", "#m", *_NAMES, *_BUTTONS), inside=_NETWORK_WORDS)
_BETWEEN = frozenset(("|", "·", "•", "/", "-", "#", "#k"))
LONGEST_ROW = 40
"""Words of the longest row of buttons on one line; ten networks with "share on" are thirty."""

ROW = LineRule("share_bar.row", "share_bar", _rows)
BAR = LineRule("share_bar.networks", "share_bar", _bars)

# "Follow me on Instagram for more recipes".
FOLLOW = PhraseRule(
    "share_bar.follow", "share_bar",
    score=LIKELY,
    start=(
        *_on(
            "follow me on {}", "follow us on {}", "follow along on {}", "like us on {}", "folgen sie uns auf {}",
            "folge uns auf {}", "folgt uns auf {}", "folge mir auf {}", "suivez-nous sur {}", "suivez-moi sur {}",
            "síguenos en {}", "sígueme en {}", "seguici su {}", "seguimi su {}", "siga-nos no {}", "volg ons op {}",
            "volg mij op {}",
        ),
        "follow me on social media", "follow us on social media",
    ),
    max_words=45,
)  # fmt: skip

RULES = (BUTTON, CALL, REQUEST, FOLLOW, WORD, BAR, ROW)
