"""Ways to other pages: related stories, most read, teasers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, STRONG, WEAK, Context, LineRule, PhraseRule, Zone
from tasks.rules.cues import Cues, lines_with
from tasks.zones import opens_comments


def _things(*frames: str) -> tuple[str, ...]:
    """Every frame ("related {}") with every word for another page of a site."""
    things = (
        "articles", "stories", "posts", "news", "content", "reads", "coverage", "videos", "blog posts", "blogs",
        "entries", "headlines", "topics", "podcasts", "recipes", "threads", "pages",
    )  # fmt: skip
    return tuple(frame.format(thing) for frame in frames for thing in things)


HEADING = PhraseRule(
    "related.heading", "related",
    whole=(
        *_things("related {}", "more related {}", "other related {}", "recommended {}", "most read {}", "similar {}"),
        *_things("trending {}", "suggested {}", "most popular {}", "more {} like this"),
        "related reading", "related article", "related story", "related post", "related video",
        "related to this story", "related to this article", "related to this topic", "related from",
        "related articles from", "related stories from", "related blog", "related news articles",
        "related wikihows", "similar articles and posts", "more like this", "more on this", "more on this story",
        "more on this topic", "more on this subject", "more about this", "more in this category",
        "more in this section", "more in this series", "more from this author", "more by this author",
        "more from the author", "more from author", "more by the author", "more from this section",
        "more from this category", "more from this series", "more from our network", "more from our partners",
        "more from our brands", "more from around the web", "more from the web", "from around the web",
        "elsewhere on the web", "you may like from around the web", "more to explore", "more to read",
        "more to discover", "more great reads", "more great stories", "more for you", "more stories for you",
        "more from us", "more from our blog", "more from the blog", "more from our site", "from our blog",
        "from the blog", "latest from our blog", "latest from the blog", "you may also like",
        "you may also like these", "you might also like", "you might also enjoy", "you may also enjoy",
        "you'll also like", "you might like", "you may like", "you might also be interested in",
        "you may also be interested in", "you may be interested in", "you might be interested in",
        "you may also want to read", "you may also read", "you might also want to read",
        "you might also like to read", "you'll also love", "you may also love", "you might also love",
        "you will also like", "you also might like", "also you may like", "others also read", "others also viewed",
        "people also read", "people also viewed", "people also like", "readers also liked", "readers also enjoyed",
        "readers also read", "readers are also reading", "people who read this also read", "users also read",
        "also of interest", "also recommended", "also read", "don't miss these", "in case you missed it", "icymi",
        "what others are reading", "what others read", "what readers are reading", "what to read next", "read next",
        "read this next", "keep reading", "continue exploring", "what's trending", "what's popular", "hot stories",
        "hot right now", "recommended for you", "recommended stories for you", "recommended by our editors",
        "recommended from around the web", "we also recommend", "our picks for you", "picked for you",
        "handpicked for you", "just for you", "stories for you", "top posts & pages", "today's top stories",
        "today's top news", "editors' picks", "editor's picks", "editor picks", "trending today",
        "trending this week", "now trending", "most read", "most read today", "most read this week",
        "most read this month", "most viewed stories", "most commented", "most emailed", "most e-mailed",
        "most popular today", "most popular this week", "popular now", "popular right now", "popular today",
        "popular this week", "popular in the community", "recently viewed", "explore related questions",
        "hot network questions", "see similar questions with these tags", "see also these", "see related",
        "see more on", "you may have missed", "stories you may like", "stories you might like",
        "articles you may like", "articles you might like", "posts you may like", "posts you might like",
        "news you may like", "articles you might be interested in", "articles you may be interested in",
        "watch next", "read these next", "more news from", "more stories from", "more articles from",
        "more articles by", "more posts by", "more stories by", "view all posts by", "view more articles",
        "view more posts",
        # German
        "ähnliche artikel", "ähnliche beiträge", "ähnliche themen", "ähnliche posts", "ähnliche nachrichten",
        "ähnliche meldungen", "ähnliche inhalte", "verwandte artikel", "verwandte beiträge", "verwandte themen",
        "verwandte inhalte", "verwandte artikelmehr vom autor", "mehr vom autor", "mehr von diesem autor",
        "weitere artikel", "weitere beiträge", "weitere meldungen", "weitere nachrichten", "weitere inhalte",
        "weitere artikel zum thema", "weitere beiträge zum thema", "weitere artikel aus", "weitere artikel von",
        "weitere artikel aus diesem ressort", "weitere artikel dieser kategorie",
        "weitere artikel in dieser kategorie", "weitere news", "weitere themen und artikel", "mehr zum thema",
        "mehr zu diesem thema", "mehr zu diesem artikel", "mehr zum artikel", "mehr aus dem ressort",
        "mehr aus dieser kategorie", "mehr aus der rubrik", "mehr aus diesem ressort", "mehr beiträge",
        "mehr nachrichten", "mehr videos", "mehr im web", "zum weiterlesen", "lesen sie auch",
        "lesen sie mehr zum thema", "lesen sie dazu auch", "lesen sie hierzu", "lies auch", "lies dazu auch",
        "das könnte sie auch interessieren", "das könnte dich auch interessieren", "das könnte sie interessieren",
        "das könnte dich interessieren", "das könnte euch auch interessieren", "das könnte ihnen auch gefallen",
        "das könnte dir auch gefallen", "das könnte dir gefallen", "dies könnte sie auch interessieren",
        "dies könnte dich auch interessieren", "auch interessant", "ebenfalls interessant", "passend dazu",
        "passend zum thema", "passende artikel", "passende beiträge", "passende themen", "empfohlene artikel",
        "empfohlene beiträge", "empfohlene inhalte", "empfehlungen für sie", "empfehlungen der redaktion",
        "meistgelesen", "meist gelesen", "meistgelesene artikel", "meistgelesene beiträge", "am meisten gelesen",
        "die meistgelesenen artikel", "meist kommentiert", "meistkommentiert", "meistgesehen", "meistgeteilt",
        "meistgeklickt", "beliebte artikel", "beliebte beiträge", "beliebteste artikel", "beliebteste beiträge",
        "neueste artikel", "neueste beiträge", "neueste nachrichten", "neueste videos", "neuste artikel",
        "neuste beiträge", "letzte artikel", "letzte beiträge", "aktuelle artikel", "aktuelle beiträge",
        "aktuelle top-themen", "themen des artikels", "themen in diesem artikel", "als nächstes lesen",
        "das thema könnte dich auch interessieren", "das thema könnte sie auch interessieren",
        "diese artikel könnten dich auch interessieren", "diese artikel könnten sie auch interessieren",
        "diese beiträge könnten dich auch interessieren", "diese themen könnten sie auch interessieren",
        # French
        "à lire aussi", "a lire aussi", "à lire également", "à lire sur le même sujet", "à voir aussi",
        "à voir également", "lire aussi", "lire également", "voir aussi nos articles", "sur le même sujet",
        "sur le même thème", "dans la même rubrique", "dans la même catégorie", "articles liés",
        "articles similaires", "articles connexes", "articles associés", "articles récents", "articles populaires",
        "articles recommandés", "articles les plus lus", "les plus lus", "les plus lues", "les plus partagés",
        "les plus commentés", "le plus lu", "derniers articles", "dernières actus", "nos derniers articles",
        "plus d'articles", "plus d'actualités", "vous aimerez aussi", "vous aimerez peut-être",
        "vous pourriez aussi aimer", "vous pourriez aimer", "vous devriez aimer", "cela pourrait vous intéresser",
        "ça peut vous intéresser", "cela peut vous intéresser", "vous pourriez être intéressé par",
        "recommandé pour vous", "pour aller plus loin sur le sujet", "l'actualité en continu",
        # Spanish
        "artículos relacionados", "noticias relacionadas", "notas relacionadas", "contenido relacionado",
        "contenidos relacionados", "entradas relacionadas", "temas relacionados", "publicaciones relacionadas",
        "posts relacionados", "te puede interesar", "te podría interesar", "te puede gustar", "te recomendamos",
        "te recomendamos leer", "le puede interesar", "le recomendamos", "también te puede interesar",
        "también te podría interesar", "también le puede interesar", "quizás te interese", "quizá te interese",
        "tal vez te interese", "puede interesarte", "podría interesarte", "lee también", "lea también",
        "leer también", "lea además", "leé también", "lee además", "más leídas", "lo más leído", "las más leídas",
        "los más leídos", "lo más visto", "las más vistas", "lo más popular", "más artículos",
        "más sobre este tema", "últimos artículos", "últimas entradas", "entradas recientes", "artículos recientes",
        "noticias recientes", "recomendado para ti", "recomendados para ti",
        # Italian
        "articoli correlati", "articoli simili", "articoli recenti", "articoli più letti", "notizie correlate",
        "contenuti correlati", "post correlati", "ultimi articoli", "leggi anche", "leggi pure",
        "potrebbe interessarti", "potrebbe interessarti anche", "potrebbero interessarti",
        "potrebbero interessarti anche", "ti potrebbe interessare", "ti potrebbero interessare",
        "ti potrebbe interessare anche", "ti può interessare", "forse ti interessa anche", "i più letti",
        "le più lette", "più letti", "più lette", "più letti oggi", "piu letti", "consigliati per te",
        "raccomandati per te", "sullo stesso argomento",
        # Dutch
        "gerelateerde artikelen", "gerelateerde berichten", "gerelateerd nieuws", "gerelateerde onderwerpen",
        "lees ook", "meer over dit onderwerp", "meer artikelen", "ook interessant", "meest gelezen",
        "meest gelezen artikelen", "best gelezen", "recente berichten", "recente artikelen", "aanbevolen artikelen",
        "aanbevolen voor jou", "misschien vind je dit ook leuk", "misschien ook interessant",
        "dit vind je misschien ook leuk", "bekijk ook",
        # Portuguese
        "artigos relacionados", "notícias relacionadas", "matérias relacionadas", "conteúdo relacionado",
        "conteúdos relacionados", "leia também", "leia ainda", "veja também", "mais lidas", "as mais lidas",
        "mais lidos", "os mais lidos", "últimos artigos", "artigos recentes", "posts recentes", "você pode gostar",
        "você também pode gostar", "você pode se interessar", "pode interessar-lhe", "talvez você goste",
        "recomendado para você", "recomendados para você",
        # Polish
        "czytaj też", "czytaj także", "zobacz też", "zobacz także", "przeczytaj też", "przeczytaj także",
        "najczęściej czytane", "najchętniej czytane", "powiązane artykuły", "podobne artykuły", "polecane artykuły",
        "zobacz również", "czytaj również", "przeczytaj również", "może cię zainteresować", "mogą cię zainteresować",
        "może ci się spodobać", "also from this source", "more releases from this source",
        "news releases in similar topics",
    ),
    start=("mehr zum thema auf", "weitere beiträge aus der", "weitere artikel aus der"),
    max_words=8,
)  # fmt: skip
# Headings that articles, front pages and product pages have, too: "Recommended", "Latest news", "Top videos".
LABEL = PhraseRule(
    "related.label", "related",
    score=WEAK,
    whole=(
        *_things("latest {}", "more {}", "popular {}", "recent {}", "other {}", "all {}", "our latest {}", "top {}"),
        *_things("featured {}", "see all {}", "view all {}", "see more {}", "view more {}", "read more {}"),
        *_things("show more {}", "more recent {}", "more popular {}", "explore more {}", "browse all {}"),
        *_things("back to all {}"),
        "read story", "read the story", "read full story", "read the full story", "related", "trending", "popular",
        "latest", "recent", "recommendations", "most helpful", "learn more",
         "related material", "related searches", "related categories", "related tags", "related sites",
        "from the web", "around the web", "from our archives", "from the archives", "from the archive", "also on",
        "must read", "must reads", "don't miss", "don't miss it", "up next", "next up", "keep exploring",
        "further stories", "what's hot", "hot topics", "recommended by", "recommended", "we recommend",
        "our recommendations", "our picks", "selected for you", "just in", "for you", "top read", "the latest",
        "the latest news", "latest updates", "latest insights", "latest from", "latest in", "latest issue",
        "editor's pick", "editor's choice", "editors' choice", "editors pick", "staff picks", "featured video",
        "trending now", "trending on", "trending in", "most viewed", "most watched", "most shared",
        "most discussed", "most recent", "most popular", "most popular in", "popular on", "popular tags",
        "popular categories", "popular searches", "recently published", "recently added", "recent comments",
        "related questions", "similar questions", "what you missed", "best of", "highlights from our site",
        "read on", "continue reading with", "ähnliche rezepte", "ähnliche produkte", "weitere themen",
        "weitere videos", "weitere bilder", "weitere links", "weitere angebote", "weitere pressemitteilungen",
        "mehr dazu", "mehr davon", "mehr aus", "mehr artikel", "mehr news", "mehr themen", "mehr zu", "mehr von",
        "mehr auf", "zum thema", "interessant für sie", "unsere empfehlungen", "unsere empfehlung",
        "beliebte themen", "beliebte rezepte", "neueste kommentare", "neueste meldungen", "letzte kommentare",
        "letzte meldungen", "aktuelle meldungen", "aktuelle nachrichten", "aktuelle themen", "aktuelle news",
        "aktuelle videos", "top-themen", "top themen", "top-artikel", "top-news", "topthemen", "top-thema",
        "im trend", "nicht verpassen", "aus dem archiv", "à lire", "dans l'actualité", "dernières actualités",
        "dernières news", "autres articles", "d'autres articles", "nos recommandations", "à la une",
        "ne manquez pas", "tendances", "commentaires récents", "relacionados", "relacionadas", "más noticias",
        "más información sobre", "más en", "más de", "otras noticias", "últimas noticias", "recomendados",
        "recomendadas", "no te pierdas", "no se pierda", "tendencias", "destacados", "ver también",
        "comentarios recientes", "ultime notizie", "altri articoli", "altre notizie", "da non perdere",
        "consigliati", "guarda anche", "commenti recenti", "gerelateerd", "lees meer over", "meer nieuws",
        "meer over", "meer lezen", "laatste nieuws", "aanbevolen", "recente reacties", "veja mais", "saiba mais",
        "mais notícias", "últimas notícias", "não perca", "outras notícias",
        "polecane", "polecamy", "najnowsze", "popularne", "powiązane", "najpopularniejsze", "najnowsze artykuły",
        "ostatnie wpisy", "podobne wpisy", "similar jobs", "similar properties", "similar listings",
    ),
    start=(
        "more from", "more in", "more on", "more about", "view all", "see all", "see more", "view more",
        "browse all",
    ),
    max_words=6,
)  # fmt: skip
# The button under a teaser.
PROMPT = PhraseRule(
    "related.prompt", "related",
    whole=(
        "read more", "read more read more", "continue reading", "read full article", "read full post",
        "read the full article", "read the full post", "read the article", "read the post", "read article",
        "read post", "read blog", "read blog post", "read the blog", "read now", "keep reading", "read more about",
        "read more on", "read more from", "read more articles", "read full review", "click here to read more",
        "click to read more", "continue reading this article", "weiterlesen", "mehr lesen", "zum artikel",
        "zum beitrag", "artikel lesen", "ganzen artikel lesen", "beitrag lesen", "jetzt lesen", "lesen sie mehr",
        "lesen sie hier mehr", "lesen sie weiter", "hier weiterlesen", "lies mehr", "lies weiter", "lire la suite",
        "lire plus", "lire l'article", "lire la suite de l'article", "en savoir plus", "leer más", "leer mas",
        "leer artículo", "leer noticia", "leer nota", "ver más", "ver mas", "seguir leyendo", "sigue leyendo",
        "continuar leyendo", "leggi tutto", "leggi di più", "leggi l'articolo", "continua a leggere", "lees meer",
        "lees verder", "verder lezen", "leia mais", "continue lendo", "continuar lendo", "ler mais",
        "czytaj więcej", "czytaj dalej", "czytaj całość", "przeczytaj więcej", "przeczytaj cały artykuł",
    ),
    start=(
        "not the answer you're looking for? browse", "not the answer you're looking for? ask",
    ),
    max_words=25,
)  # fmt: skip

_LED = (
    "read more:", "read more on:", "read more about:", "also read:", "read also:", "read next:", "must read:",
    "read this:", "related:", "related article:", "related articles:", "related story:", "related stories:",
    "related post:", "related posts:", "related reading:", "related news:", "related video:", "related content:",
    "related coverage:", "more:", "more from us:", "don't miss:", "see also our:", "you may also like:",
    "you might also like:", "you may also enjoy:", "recommended reading:", "recommended article:",
    "recommended story:", "in case you missed it:", "icymi:", "read full article:", "read the full story:",
    "continue reading:", "read more here:", "lesen sie auch:", "lesen sie dazu auch:", "lesen sie hier:",
    "lesen sie mehr:", "lesen sie dazu:", "lies auch:", "lies dazu:", "mehr zum thema:", "mehr dazu:",
    "auch interessant:", "auch interessant -", "passend dazu:", "weiterlesen:",
    "das könnte sie auch interessieren:", "das könnte dich auch interessieren:", "zum thema:", "lire aussi :",
    "lire aussi:", "à lire aussi :", "à lire aussi:", "à lire également :", "voir aussi :", "sur le même sujet :",
    "lee también:", "lea también:", "leer también:", "te puede interesar:", "también te puede interesar:",
    "te recomendamos:", "lea además:", "más información:", "lee además:", "leé también:", "leggi anche:",
    "leggi anche -", "potrebbe interessarti:", "guarda anche:", "lees ook:", "lees verder:", "bekijk ook:",
    "leia também:", "leia mais:", "veja também:", "saiba mais:", "vea también:", "ver también:", "à lire aussi \"",
    "lire aussi \"", "à lire également \"", "czytaj też:", "czytaj także:", "zobacz też:", "zobacz także:",
    "przeczytaj też:", "przeczytaj także:", "lue myös:", "läs också:", "läs även:", "les også:", "læs også:",
)  # fmt: skip
# Among paragraphs annotators leave these in on every third page that has them, as a sentence of the text.
_LED_WEAKLY = ("read more:", "also read:", "must read:", "read next:", "related:", "more:", "related reading:")
LED_WORDS = 30
"""Words of a prompt with the headline it leads to."""
TEASERS = 2
"""Headline-like lines below a heading that make a list; one line may be the last word of the article."""
_LONGEST_LIST = 60
_TEASER_WORDS = 22
_SENTENCE_END = re.compile(r"[.;:][\"')\]]*$")
# Flattening joins a box of teasers to what stands below it: an ingredient, hours, a heading of the text, small print.
_UNITS = (
    "k?g|mg|m?l|[cd]l|oz|lbs?|pounds?|ounces?|cups?|tbsps?|tsps?|tablespoons?|teaspoons?|pinch|sprigs?|cloves?|bunch|"
    "tl|el|esslöffel|teelöffel|prisen?|bund|päckchen|dosen?|zehen?|stangen?|gramm|liter|litres?|gr(?:ammes)?|cuillères?|"
    "pincées?|gousses?|sachets?|cucharad\\w+|tazas?|dientes?|pizca|gramos|litros?|cucchiai\\w*|spicchi\\w*|pizzico|"
    "grammi|litr[oi]|eetlepels?|theelepels?|snufje|teentjes?|colher\\w*|xícaras?|dentes?|pitada"
)
_QUANTITY = re.compile(rf"[-•*▢□☐ ]*(?:\d+(?:[.,/–-]\d+)?|\d* ?[¼½¾⅓⅔⅛]) ?(?:{_UNITS})\.? +\(?[^\W\d_]", re.IGNORECASE)
_DAYS = (
    r"(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)(?:days?|\b)|wednesdays?|thursdays?|saturdays?|(?:mo|di|mi|do|fr|sa|so)\b|"
    r"(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|sonnabends?|lundis?|mardis?|mercredis?|jeudis?|vendredis?|"
    r"samedis?|dimanches?|lunes|martes|miércoles|jueves|viernes|sábados?|domingos?|lunedì|martedì|mercoledì|giovedì|"
    r"venerdì|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|segunda|terça|quarta|quinta|"
    r"sexta|daily|täglich|tous les jours|todos los días|tutti i giorni"
)
_HOUR = r"\d{1,2}(?:[:.]\d\d| ?h(?: ?\d\d)?\b)? ?(?:[ap]\.?m\.?|uhr)?"
# "Monday's 5-2 win" and "Sunday: what 5 to 10 minutes can do" are teasers.
_HOURS = re.compile(
    rf"(?:(?:from|von|vom|du|de|dal) )?(?:{_DAYS})"
    rf"(?:[ ,:.&-]*(?:to|through|and|bis|und|au|et|al?|y|en?|tot|t/m|{_DAYS})\b){{0,4}}[ ,:.-]{{0,4}}"
    rf"(?:(?:from|von|de|des|dalle|das|van) )?(?:{_HOUR} ?(?:-|to|until|till|bis|à|al?|alle|às|tot) ?{_HOUR}"
    r"(?![\d./-])|(?:closed|geschlossen|ruhetag|fermée?|cerrado|chiuso|gesloten|fechado)$)"
)
_TEXT_BELOW = frozenset(
    {
        "ingredients", "method", "instructions", "directions", "nutrition", "equipment", "opening hours",
        "opening times", "business hours", "admission", "zutaten", "zubereitung", "öffnungszeiten", "eintritt",
        "anfahrt", "ingrédients", "préparation", "horaires", "horaires d'ouverture", "tarifs", "ingredientes",
        "preparación", "elaboración", "horario", "horarios", "horario de apertura", "ingredienti", "preparazione",
        "procedimento", "orari", "orari di apertura", "ingrediënten", "bereiding", "openingstijden",
        "modo de preparo", "preparação", "horário de funcionamento", "składniki", "przygotowanie", "godziny otwarcia",
    }
)  # fmt: skip
_SMALL_PRINT = re.compile(
    r"\W*(?:©|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|"
    r"tutti i diritti|(?:legal notice|impressum|datenschutz|aviso legal|mentions légales|note legali)$)"
)


def _led(document: Document, context: Context) -> Iterator[Decision]:
    """A prompt with the headline on the same line: "Read more: How to prune"."""
    for i in lines_with(document, _PROMPTED):
        if document.words[i] <= LED_WORDS:
            score = WEAK if document.folded[i].startswith(_LED_WEAKLY) else STRONG
            yield LED.decide(i, i + 1, Action.DROP, score, "a prompt and a headline")


def _lists(document: Document, context: Context) -> Iterator[Decision]:
    """The teasers below a heading of related pages, above or below the text, up to the first paragraph."""
    visible = document.visible
    done = 0
    for i in lines_with(document, _HEADINGS):
        at = end = bisect_right(visible, i)
        if at <= done or context.zones[i] is Zone.BODY:
            continue
        commented = context.zones[i] is Zone.COMMENTS
        while (
            end < len(visible)
            and end - at < _LONGEST_LIST
            and _is_teaser(document, context, visible[end])
            and (commented or not _ends_teasers(document, context, visible[end]))
        ):
            end += 1
        if end - at >= TEASERS and not _swallows_headline(context, visible[end - 1]):
            yield LIST.decide(i, visible[end - 1] + 1, Action.DROP, LIKELY, f"teasers below «{document.folded[i]}»")
            done = end


def _is_teaser(document: Document, context: Context, i: int) -> bool:
    """A line that could be the headline, date or section of a teaser; never one that ends like a sentence of prose."""
    return (
        not _is_headline(document, context, i)
        and not document.prose[i]
        and context.zones[i] is not Zone.BODY
        and document.words[i] <= _TEASER_WORDS
        and not (document.words[i] > 6 and _SENTENCE_END.search(document.lines[i].text[-6:].rstrip()))
    )


def _ends_teasers(document: Document, context: Context, i: int) -> bool:
    """A line that stands below a list of teasers and never in it: of a recipe, of opening hours, of comments."""
    raw = document.lines[i].text.strip()
    folded = document.folded[i]
    return (
        context.zones[i] is Zone.COMMENTS
        or folded in _TEXT_BELOW
        or opens_comments(document, i)
        or _QUANTITY.match(raw[:60]) is not None
        or _SMALL_PRINT.match(raw[:60].lower()) is not None
        or _HOURS.match(" ".join(raw[:120].lower().replace("–", "-").split())) is not None
    )


def _is_headline(document: Document, context: Context, i: int) -> bool:
    """The headline, or the line "Headline | Site" that opens dumps with the content of `<title>`."""
    return context.title is not None and document.folded[i].startswith(document.folded[context.title])


def _swallows_headline(context: Context, last: int) -> bool:
    """Above the text a list without a known headline below it may hold the headline itself."""
    return context.zones[last] is Zone.HEAD and (context.title is None or context.title < last)


LED = LineRule("related.led", "related", _led)
LIST = LineRule("related.list", "related", _lists)
_HEADINGS = Cues(HEADING.whole)
_PROMPTED = Cues(stems=(f"\n{prompt}" for prompt in _LED))

RULES = (HEADING, LABEL, PROMPT, LED, LIST)
