"""Skip links, jumps within the page, search boxes and what menus are headed with: full phrases."""

from __future__ import annotations

from tasks.rules.base import LIKELY, WEAK, PhraseRule

SKIP_LINKS = PhraseRule(
    "navigation.skip_link", "navigation",
    # "Skip to main content" opens half of all pages; no article begins a short line so. Flattening glues
    # neighbouring links together.
    start=(
        "skip to content", "skip to contentskip to", "skip to navigationskip to", "skip to main contentskip to",
        "skip to the content", "skip to main", "skip to primary", "skip to secondary content",
        "skip to page content", "skip to article content", "skip to navigation", "skip to footer", "skip to search",
        "skip to sidebar", "skip to header", "skip navigation", "skip ad", "jump to content",
        "jump to main content", "jump to navigation", "jump to: navigation", "zum inhalt springen",
        "zum hauptinhalt", "zum inhalt wechseln", "zum hauptmenü", "direkt zum inhalt", "direkt zur navigation",
        "direkt zur suche", "springe zum inhalt", "springe direkt zu", "zur navigation springen",
        "zur hauptnavigation", "zur suche springen", "zum seitenanfang", "aller au contenu", "aller au menu",
        "aller à la navigation", "aller à la recherche", "passer au contenu", "accéder au contenu",
        "saltar al contenido", "saltar a contenido", "ir al contenido", "pasar al contenido", "vai al contenuto",
        "salta al contenuto", "passa al contenuto", "vai alla navigazione", "ga naar de inhoud", "ga naar inhoud",
        "ga direct naar", "direct naar de inhoud", "naar de inhoud", "overslaan en naar de inhoud",
        "spring naar content", "spring naar de inhoud", "pular para o conteúdo", "saltar para o conteúdo",
        "ir para o conteúdo",
        "naar hoofdinhoud", "ga naar hoofdinhoud", "ga naar de hoofdinhoud", "naar de hoofdinhoud",
        "door naar de inhoud", "przejdź do treści", "przejdź do głównej treści", "przejdź do zawartości",
        "przejdź do nawigacji", "przejdź do menu", "przejdź do wyszukiwarki", "przejdź do stopki", "přejít k obsahu",
        "přeskočit na obsah", "hoppa till innehåll", "hoppa till huvudinnehåll", "hopp til innhold",
        "gå til hovedindhold", "spring til indhold", "siirry sisältöön", "перейти к содержимому",
        "перейти к содержанию", "перейти к основному содержанию", "içeriğe geç", "ugrás a tartalomhoz",
        "sari la conținut",
    ),
    max_words=12,
)  # fmt: skip
JUMPS = PhraseRule(
    "navigation.jump", "navigation",
    whole=(
        "accessibility links", "skip links", "back to top", "back to the top", "back to top of page", "go to top",
        "go to top of page", "return to top", "return to top of page", "scroll to top", "scroll back to top",
        "scroll down to content", "scroll for more", "top of page", "bottom of page", "page load link",
        "jump to section", "nach oben", "nach oben scrollen", "zurück nach oben", "zurück zum seitenanfang",
        "zurück zur übersicht", "seitenanfang", "retour en haut", "retour en haut de page", "haut de page",
        "volver arriba", "ir arriba", "subir arriba", "torna su", "torna all'inizio", "terug naar boven",
        "naar boven", "voltar ao topo", "voltar para o topo",
        "jump to recipe", "jump to recipe - print recipe", "jump to recipe·print recipe", "jump to recipe print recipe",
        "skip to recipe", "zum rezept springen", "direkt zum rezept", "springe zum rezept", "aller à la recette",
        "ir a la receta", "vai alla ricetta", "ga naar recept", "powrót na górę", "wróć na górę", "przewiń do góry",
        "back to search results", "primary sidebar",
    ),
    start=(
        "retrieved from \"https", "retrieved from \"http", "abgerufen von \"https", "abgerufen von \"http",
        "récupérée de \"https", "ce document provient de \"https", "obtenido de \"https", "hidden categories",
    ),
)  # fmt: skip
CONTROLS = PhraseRule(
    "navigation.control", "navigation",
    whole=(
        "toggle navigation", "toggle navigation menu", "toggle menu", "toggle main menu", "toggle mobile menu",
        "toggle child menu", "toggle submenu", "toggle search", "toggle search form", "toggle sidebar",
        "toggle side menu", "open menu", "open main menu", "open mobile menu", "open navigation",
        "open navigation menu", "open search", "open search bar", "open menu close menu", "open the menu",
        "close menu", "close main menu", "close mobile menu", "close navigation", "close navigation menu",
        "close search", "close the menu", "close this search box", "close search bar", "expand child menu",
        "collapse child menu", "expand submenu", "show submenu", "show submenu for", "menu close", "menu toggle",
        "menu menu", "menu search", "search menu", "search close", "search search", "navigation menu",
        "footer menu", "footer navigation", "mobile navigation", "mobile menu", "site navigation",
        "main navigation", "primary navigation", "secondary navigation", "select page", "search this site",
        "search this website", "search the site", "search our site", "search our website", "submit search",
        "clear search", "perform search", "search button", "search icon", "type and press enter",
        "type and hit enter", "type your search", "type your search and press enter", "type to search",
        "enter your search term", "enter your search terms", "hit enter to search or esc to close",
        "start typing and press enter to search", "press enter to search", "use tab to navigate",
        "choose your language", "choose a language", "select your language", "select a language", "select language",
        "change language", "select your country", "menü öffnen", "menü schließen", "menü anzeigen",
        "menü ein-/ausblenden", "menü umschalten", "navigation öffnen", "navigation schließen",
        "navigation überspringen", "navigation umschalten", "navigation ein-/ausblenden", "navigation anzeigen",
        "suche öffnen", "suche schließen", "suche starten", "suchen nach", "suche nach", "sprache auswählen",
        "hauptnavigation", "servicenavigation", "metanavigation", "ouvrir le menu", "fermer le menu",
        "afficher le menu", "ouvrir la recherche", "rechercher sur le site", "navigation principale", "abrir menú",
        "cerrar menú", "mostrar menú", "menú principal", "navegación principal", "buscar en el sitio", "apri menu",
        "apri il menu", "chiudi menu", "chiudi il menu", "cerca nel sito", "menu openen", "menu sluiten",
        "zoeken op de site", "hoofdnavigatie", "abrir menu", "fechar menu", "pesquisar no site",
    ),
)  # fmt: skip
# The heading of a list of links into the page. Gold leaves it out on 120 of 121 pages of the labelled set.
CONTENTS = PhraseRule(
    "navigation.contents", "navigation",
    score=LIKELY,
    whole=(
        "table of contents", "table of content", "table of contents toggle", "on this page", "in this article",
        "inhaltsverzeichnis", "auf dieser seite", "sommaire de l'article", "tabla de contenidos",
        "tabla de contenido", "indice dei contenuti", "inhoudsopgave",
    ),
)  # fmt: skip
SECTION = PhraseRule(
    "navigation.section", "navigation",
    score=WEAK,
    # Words that stand above or below a text for the page's sake, and of which no heading is made there.
    whole=(
        "breaking news", "home", "homepage", "front page", "menu", "main menu", "primary menu", "navigation",
        "search", "search for", "search results", "site search", "what are you looking for", "popular searches",
        "recent searches", "no results found", "sections", "quick links", "useful links", "helpful links",
        "site map", "sitemap", "more", "see all", "view all", "view more", "see more", "show more", "show less",
        "load more", "expand all", "collapse all", "jump to", "close", "about us", "contact us", "careers",
        "help center", "rss", "rss feed", "rss feeds", "follow us", "advanced search", "back to blog",
        "back to home", "back to news", "startseite", "menü", "hauptmenü", "suche", "suchen", "suchbegriff",
        "zurück", "zur übersicht", "kontakt", "sie sind hier", "mehr", "schließen", "accueil", "rechercher",
        "recherche", "retour", "plan du site", "inicio", "portada", "buscar", "mapa del sitio", "volver", "cerca",
        "chi siamo", "mappa del sito", "zoeken", "over ons", "início", "pesquisar", "voltar",
        "footer", "contatti", "contacto", "contato", "contactos", "buscador", "strona główna", "o nas", "szukaj",
        "wyszukaj", "więcej", "zamknij", "menu główne", "mapa strony", "wiadomości", "personal tools",
        "back to results",
    ),
)  # fmt: skip
# The tools beside a paper's abstract, on pages of which a crawl has millions.
PAPERS = PhraseRule(
    "navigation.papers", "navigation",
    whole=(
        "bibliographic and citation tools", "bibliographic explorer (what is the explorer",
        "connected papers (what is connected papers", "litmaps (what is litmaps",
        "scite smart citations (what are smart citations", "code, data and media associated with this article",
        "alphaxiv (what is alphaxiv", "catalyzex code finder for papers (what is catalyzex",
        "dagshub (what is dagshub", "gotit.pub (what is gotitpub", "hugging face (what is huggingface",
        "papers with code (what is papers with code", "sciencecast (what is sciencecast",
        "replicate (what is replicate",
        "hugging face spaces (what is spaces", "txyz.ai (what is txyz.ai", "recommenders and search tools",
        "influence flower (what are influence flowers", "core recommender (what is core",
        "iarxiv recommender (what is iarxiv", "export bibtex citation",
        "current browse context", "change to browse by",
        "which authors of this paper are endorsers",
    ),
    start=(
        "arxivlabs: experimental projects with", "arxivlabs is a framework that allows",
        "both individuals and organizations that work with arxivlabs",
        "have an idea for a project that will add value for arxiv",
    ),
    max_words=45,
)  # fmt: skip

RULES = (SKIP_LINKS, JUMPS, CONTROLS, CONTENTS, SECTION, PAPERS)
