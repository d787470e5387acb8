"""Menus, language pickers and the link columns of footers: lines that say something together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, Context, LineRule, Zone
from tasks.rules.cues import Cues

# What menus, footers and pickers list, in folded form. One of them says nothing ("Features", "Contact" and
# "France" are headings too); three in a row above or below the text are a menu.
_SITE = """home|homepage|front page|start page|about|about us|about me|about the site|about this site|contact
|contact us|contact me|contact info|contact information|contact form|contact support|contact sales|contacts|careers
|career|jobs|work with us|work for us|join us|join our team|we're hiring|internships|employment|team|our team
|meet the team|leadership|our story|our mission|our history|our values|our people|our services|our work|our company
|our partners|our locations|our blog|our products|company|newsroom|press|press room|press center|press releases
|press office|media|media kit|media center|media relations|investors|investor relations|partners|become a partner
|partner program|affiliates|affiliate program|become an affiliate|advertise|advertise with us|advertising|ad choices
|adchoices|write for us|masthead|editorial policy|editorial guidelines|ethics policy|corrections policy
|code of conduct|privacy|privacy policy|privacy notice|privacy statement|privacy center|privacy settings
|your privacy choices|privacy & cookies|cookies|cookie policy|cookie settings|cookie preferences|cookie notice
|manage cookies|legal|legal notice|legal notices|legal information|terms|terms of use|terms of service
|terms & conditions|terms of sale|terms and conditions|conditions of use|user agreement|community guidelines
|copyright policy|disclaimer|imprint|accessibility|accessibility statement|accessibility help|accessibility policy
|modern slavery statement|do not sell my info|do not sell my personal information
|do not sell or share my personal information|california privacy rights|help|help center|help centre|support
|support center|customer service|customer support|customer care|faq|faqs|feedback|send feedback|site map|sitemap
|site index|rss|rss feed|rss feeds|search|advanced search|search jobs|log in|login|log out|logout|sign in|sign up
|sign out|register|subscribe|subscribe now|subscriptions|my account|your account|account|create account
|create an account|cart|view cart|checkout|wishlist|my wishlist|donate|donate now|membership|newsletter|newsletters
|email newsletters|menu|main menu|more|see all|view all|view more|see more|show more|close|all|navigation
|quick links|useful links|helpful links|sections|topics|all topics|categories|tags|archive|archives|authors|explore
|discover|follow us|connect|connect with us|get in touch|get involved|stay connected|store|store locator
|find a store|gift cards|track order|track your order|order tracking|order status|shipping|returns
|shipping & returns|shop|shop all|shop now|deals|sale|new arrivals|best sellers|brands|directory|classifieds
|obituaries|mobile|mobile apps|apps|e-edition|e-paper|podcast|podcasts|blog|blogs|news|latest news|latest|events
|event calendar|events calendar|calendar|videos|video|photos|live|live tv|audio|gallery|multimedia|magazine
|community|forum|forums|members|pricing|get started|book a demo|request a demo|get a demo|free trial
|start free trial|features|products|product|solutions|services|industries|customers|case studies|success stories
|customer stories|resources|resource center|documentation|docs|developers|api|downloads|download|integrations
|security|status|system status|release notes|what's new|webinars|ebooks|white papers|whitepapers|guides|tutorials
|tools|templates|courses|learn|learning center|academy|knowledge base|glossary|training|enterprise|platform
|company news|reviews|testimonials|locations|staff|faculty|alumni|admissions|giving|volunteer|programs|sponsored
|trending|popular|most popular|top stories|read more|learn more|load more|previous|next|english|dark mode"""
_SECTIONS = """world|uk|us|u.s|local|local news|national|international|politics|business|money|markets|economy
|technology|tech|science|health|education|environment|climate|sport|sports|football|cricket|rugby|tennis|golf
|basketball|baseball|soccer|nfl|nba|mlb|nhl|motorsport|racing|weather|traffic|travel|food|recipes|restaurants
|culture|arts|books|music|film|movies|tv|television|theatre|theater|entertainment|celebrity|celebrities|gaming|games
|puzzles|crosswords|horoscopes|comics|style|fashion|beauty|lifestyle|life|family|home & garden|real estate|property
|cars|motoring|autos|opinion|opinions|editorials|editorial|columnists|columns|letters|letters to the editor|comment
|analysis|features|investigations|crime|courts|elections|media|religion|history|people|photography|wellness|fitness
|nutrition|parenting|pets|gardening|diy|finance|personal finance|investing|insurance|marketing|startups|innovation
|gadgets|reviews|interviews|special reports|africa|asia|europe|middle east|americas|asia pacific|latin america
|australia|canada|china|india|uk news|us news|world news"""
_OTHER_LANGUAGES = """startseite|home page|über uns|über mich|wir über uns|kontakt|kontaktformular|impressum
|datenschutz|datenschutzerklärung|datenschutzeinstellungen|datenschutzhinweise|cookie-einstellungen
|cookie-richtlinie|agb|nutzungsbedingungen|nutzungsbasierte onlinewerbung|barrierefreiheit|karriere|stellenangebote
|jobs & karriere|presse|pressemitteilungen|pressekontakt|mediadaten|media-daten|werben|anzeigen|inserieren|abo
|abonnement|abonnieren|abo-service|leserservice|newsletter abonnieren|anmelden|abmelden|registrieren|mein konto
|warenkorb|suche|suchen|menü|hauptmenü|servicemenü|archiv|themen|alle themen|sitemap|mehr|mehr erfahren|aktuell
|aktuelles|nachrichten|schlagzeilen|politik|inland|ausland|wirtschaft|finanzen|börse|kultur|wissen|wissenschaft
|gesellschaft|gesundheit|panorama|vermischtes|sport|fußball|bundesliga|reise|reisen|auto|digital|technik|netzwelt
|medien|meinung|kommentare|unterhaltung|leute|stil|leben|ratgeber|regional|region|lokales|wetter|verkehr|horoskop
|tv-programm|gewinnspiele|spiele|rätsel|immobilien|stellenmarkt|kleinanzeigen|traueranzeigen|trauer|veranstaltungen
|termine|mediathek|bildergalerien|fotos|bilder|videos|podcasts|shop|service|hilfe|häufige fragen|mitglied werden
|mitglieder|spenden|partner|projekte|publikationen|produkte|leistungen|referenzen|unternehmen|team|gästebuch
|netiquette|redaktion|autoren|rss-feed|leichte sprache|gebärdensprache|kategorien|schlagwörter|zurück|weiter
|übersicht|haftungsausschluss|widerrufsbelehrung|start|informationen|links|magazin|vorstand|geschichte|ausbildung
|nachhaltigkeit|transparenz|energie|recht|bildung|landesverbände|mitmachen|aktionen|jugend|verband|ansprechpartner
|inhalt|info|programm|beratung|positionen|materialien|wettbewerbe|rezepte|ernährung|mode|bücher|musik|literatur
|jetzt spenden|stellenanzeigen|pressefotos|rechtliches|rechtliche hinweise|kooperationen|organisation|forschung
|umwelt|klima|klimaschutz|lexikon|statistiken|gutscheine|weiterbildung|familie|accueil|à propos|a propos
|qui sommes-nous|contactez-nous|nous contacter|mentions légales|plan du site|confidentialité
|politique de confidentialité|conditions générales|conditions d'utilisation|données personnelles|gestion des cookies
|actualités|actualité|recherche|rechercher|connexion|se connecter|s'inscrire|s'abonner|abonnez-vous|publicité
|recrutement|emploi|économie|politique|société|monde|santé|sciences|voyage|cuisine|opinions|débats|météo|boutique
|partenaires|archives|aide|espace presse|inicio|portada|quiénes somos|sobre nosotros|acerca de|contacto|contáctenos
|aviso legal|política de privacidad|política de cookies|políticas de privacidad|términos y condiciones
|condiciones de uso|mapa del sitio|mapa web|publicidad|suscripciones|suscríbete|iniciar sesión|regístrate|buscar
|noticias|últimas noticias|economía|política|sociedad|cultura|deportes|fútbol|opinión|columnistas|editoriales
|internacional|mundo|nacional|local|tecnología|ciencia|salud|educación|espectáculos|entretenimiento|tendencias
|estilo|viajes|horóscopo|clasificados|obituarios|hemeroteca|edición impresa|el tiempo|tienda|ayuda|redes sociales
|chi siamo|contatti|contattaci|note legali|privacy e cookie|informativa privacy|cookie policy|pubblicità
|lavora con noi|accedi|registrati|abbonati|cerca|notizie|cronaca|esteri|economia|politica|spettacoli|salute|scienza
|tecnologia|meteo|motori|viaggi|cucina|redazione|mappa del sito|over ons|contacteer ons|vacatures|werken bij
|adverteren|abonneren|inloggen|aanmelden|zoeken|nieuws|binnenland|buitenland|economie|politiek|cultuur|gezondheid
|wetenschap|algemene voorwaarden|privacybeleid|cookiebeleid|privacyverklaring|klantenservice|início|quem somos
|sobre nós|fale conosco|contato|anuncie|política de privacidade|termos de uso|trabalhe conosco|assine|entrar
|pesquisar|notícias|últimas notícias|esportes|desporto|saúde|educação|ciência|opinião|colunistas|entretenimento"""
_MORE_LANGUAGES = """strona główna|wiadomości|aktualności|kraj|polska|świat|polityka|gospodarka|biznes|finanse
|opinie|kultura|nauka|zdrowie|technologia|technologie|motoryzacja|pogoda|wideo|galerie|galeria|rozrywka|ogłoszenia|praca
|redakcja|prenumerata|reklama|o nas|o mnie|regulamin|polityka prywatności|polityka cookies|zaloguj się|zaloguj
|zarejestruj się|moje konto|koszyk|sklep|szukaj|mapa strony|archiwum|boeken|films|muziek|kunst|reizen|wonen|gezin
|recensies|puzzels|weer|veelgestelde vragen|over mij|sobre|sobre mim|arquivo|contactos|brasil|receitas|cadastre-se
|chi sono|ricette|primi|secondi|dolci|buscador|forside|nyheder|om os|log ind|hem|nyheter|nöje|ekonomi|om oss|logga in
|prenumerera|domů|zprávy|ekonomika|kontakty|přihlásit se|přihlásit"""
_LANGUAGES = """english|deutsch|français|español|italiano|português|português (brasil|nederlands|polski|svenska
|norsk|dansk|suomi|čeština|slovenčina|magyar|română|türkçe|русский|українська|български|ελληνικά|العربية|עברית|فارسی
|हिन्दी|हिंदी|বাংলা|中文|简体中文|繁體中文|日本語|한국어|ภาษาไทย|ไทย|tiếng việt|bahasa indonesia|bahasa melayu
|hrvatski|srpski|slovenščina|lietuvių|latviešu|eesti|català|euskara|galego|en español|english (us|english (uk|german
|french|spanish|italian|portuguese|dutch|polish|swedish|russian|ukrainian|greek|turkish|arabic|hebrew|hindi|chinese
|chinese (simplified|chinese (traditional|japanese|korean|thai|vietnamese|indonesian|de|en|fr|es|nl|pt|pl|ru"""

_TRADE = """back|new|accessories|submit|articles|featured|sustainability|other|healthcare|apply|apply now|sort by
|sort|filter|filters|insights|research|compare|retail|storage|software|design|artificial intelligence|ai|who we are
|what we do|who we serve|how it works|use cases|awards|policies|kids|men|women|gifts|sale|clearance
|financial services|manufacturing|government|public sector|nonprofits|cybersecurity|analytics|partnerships
|return policy|refund policy|shipping policy|shipping information|all products|our brands|collections|online
|automotive|engineering|consulting|hospitality|telecommunications|energy|construction|banking|payments|fintech
|industry|by industry|by use case|by role|open source|marketplace|changelog|portfolio|library|machine learning
|digital marketing|human resources|e-commerce|ecommerce|web development|software development|development|automation
|accounting|small business|agencies|for business|academics|scholarships|financial aid|tuition & financial aid
|student life|campus life|current students|research areas|departments|governance|organization|publications
|news & events|upcoming events|contributors|destinations|hotels|stories|newsletter signup|email signup
|become a member|partner with us|find a partner|find a location|licensing|trust center|investments
|sustainability report|corporate responsibility|corporate social responsibility|refer a friend|product updates
|community forum|contact us today|email us|call us|live chat|chat|request a quote|get a quote|buy now|start here
|join now|what we offer|our process|our approach|our impact|our services|all services|all articles|all posts
|business solutions|integrations|apps|cloud|data|devops|customer experience|risk management|digital transformation
|professional services|mental health|women's health|men's health|nutrition|sleep|relationships|weight loss
|healthy eating|conditions|symptoms|home improvement|home decor|kitchen|furniture|outdoor|outdoors|appliances
|electronics|laptops|phones|tablets|computers|apparel|shoes|clothing|jewelry|toys|garden|tools|equipment|office
|hardware|games|cooking|drinks|holidays|seasonal|crafts|credit cards|loans|mortgages|taxes|retirement|crypto|stocks
|savings|student loans|car insurance|home insurance|life insurance|calculators|economics|shopping|hotels & resorts
|cruises|flights|rankings|schedule|scores|teams|standings|statistics|wiki|what links here|related changes
|special pages|random page|recent changes|current events|page information|new posts|search forums|forum rules
|latest activity|active topics|unanswered topics|who's online|log in register|currency|usd|eur|gbp|region|country
|language|languages|settings|profile|notifications|messages|orders|dashboard|my orders|sign up now|sign up for free
|start for free|get started for free|try for free|book now|register now|learn more about us"""
# Only outside the body: pickers list countries and states, and so do articles.
_PLACES = """afghanistan|albania|algeria|andorra|angola|argentina|armenia|aruba|australia|austria|azerbaijan|bahamas
|bahrain|bangladesh|barbados|belarus|belgium|belize|benin|bermuda|bhutan|bolivia|bosnia and herzegovina|botswana
|brazil|brunei|bulgaria|burkina faso|burundi|cambodia|cameroon|canada|cape verde|cayman islands|chad|chile|china
|colombia|comoros|congo|cook islands|costa rica|croatia|cuba|cyprus|czech republic|czechia|denmark|djibouti|dominica
|dominican republic|ecuador|egypt|el salvador|equatorial guinea|eritrea|estonia|ethiopia|fiji|finland|france|gabon
|gambia|georgia|germany|ghana|gibraltar|greece|greenland|grenada|guadeloupe|guam|guatemala|guinea|guyana|haiti
|honduras|hong kong|hungary|iceland|india|indonesia|iran|iraq|ireland|israel|italy|jamaica|japan|jersey|jordan
|kazakhstan|kenya|kuwait|kyrgyzstan|laos|latvia|lebanon|lesotho|liberia|libya|liechtenstein|lithuania|luxembourg
|macao|macau|madagascar|malawi|malaysia|maldives|mali|malta|martinique|mauritania|mauritius|mexico|moldova|monaco
|mongolia|montenegro|montserrat|morocco|mozambique|myanmar|namibia|nauru|nepal|netherlands|new caledonia|new zealand
|nicaragua|niger|nigeria|norway|oman|pakistan|palau|panama|papua new guinea|paraguay|peru|philippines|poland
|portugal|puerto rico|qatar|romania|russia|russian federation|rwanda|samoa|san marino|saudi arabia|senegal|serbia
|seychelles|sierra leone|singapore|slovakia|slovenia|solomon islands|somalia|south africa|south korea|spain
|sri lanka|sudan|suriname|swaziland|sweden|switzerland|taiwan|tajikistan|tanzania|thailand|togo|tonga
|trinidad and tobago|tunisia|turkey|turkmenistan|tuvalu|uganda|ukraine|united arab emirates|united kingdom
|united states|uruguay|uzbekistan|vanuatu|venezuela|vietnam|yemen|zambia|zimbabwe|alabama|alaska|arizona|arkansas
|california|colorado|connecticut|delaware|florida|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine
|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey
|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina
|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming|deutschland
|österreich|schweiz|españa|italia|north america|south america"""


def _words(*tables: str) -> frozenset[str]:
    return frozenset(word.strip() for table in tables for word in table.replace("\n", "").split("|"))


def _first_word(folded: str) -> str:
    return _BEFORE_SIGN.split(folded, maxsplit=1)[0]


_BEFORE_SIGN = re.compile(r"[ |·•/,>»›*:;–-]")
MENU_WORDS = _words(_SITE, _SECTIONS, _TRADE, _OTHER_LANGUAGES, _MORE_LANGUAGES, _LANGUAGES)
PLACES = _words(_PLACES)
LANGUAGES = _words(_LANGUAGES)
_FIRST_WORDS = frozenset(map(_first_word, MENU_WORDS))
_CUES = Cues(whole=PLACES, start=MENU_WORDS)

_SEPARATOR = re.compile(r" ?[|·•/,>»›*:;–-] ?| {2,}")
_SENTENCE = (".", "!", "?", ":", ",", ";", "…")
_SIGN = re.compile(r"[|·•/,>»›*:;–-]")
FEWEST_TILES = 5
"""Different menu words that make a menu of a line with no sign between them."""
_LONGEST_NAME = 5
"""Words of the longest menu word: "do not sell my personal information" has more, and is matched as a line."""


@dataclass(frozen=True, slots=True)
class Place:
    """What makes a menu at one place of a document.

    `distinct` different menu words are needed, `gap` other short lines may stand between two of them, and there
    must be `share` of them for each line from the first to the last.
    """

    distinct: int
    gap: int
    share: float


# Chosen on the flattened dev pages, by boilerplate taken against annotated lines lost.
ABOVE_HEADLINE = (Place(3, 2, 0.0), Place(5, 25, 0.08))
OUTSIDE = (Place(3, 2, 0.0), Place(5, 12, 0.2))
# Among paragraphs a list of three may be content: "Features", "Pricing", "Support" as the cells of a comparison.
IN_BODY = (Place(8, 2, 0.0),)
# A portal or a listing is nothing but short lines, its sections among them. Measured on the 56 flattened dev pages
# without a paragraph: with 8 menu words 362 lines of chrome go and 210 annotated ones, with 20 95 and 181.
WITHOUT_PROSE = (Place(40, 2, 0.0),)
NARROW = 5
"""Other lines between two menu words up to which names of languages count: pickers list them one below the other,
and a wiki's page, each followed by its translated title, is no menu of 25 lines for having five of them."""


def menu_items(folded: str, places: bool = True) -> tuple[str, ...]:
    """The menu words that a folded line is made of, none when it holds anything else.

    Words that only spaces hold apart count from five different ones on: "Home News Sport Opinion Travel" is a menu,
    "Data science data platform" is not. With `places`, countries and states are menu words.
    """
    if folded in MENU_WORDS or (places and folded in PLACES):
        return (folded,)
    # Most lines of most pages go here: none of their words has to be looked at.
    if folded.count(" ") < FEWEST_TILES - 1 and not _SIGN.search(folded):
        return ()
    if len(folded) > 300 or _first_word(folded) not in _FIRST_WORDS:
        return ()
    parts = [part for part in _SEPARATOR.split(folded) if part]
    if len(parts) > 1 and all(part in MENU_WORDS for part in parts):
        return tuple(parts)
    words, at = folded.split(), 0
    items: list[str] = []
    while at < len(words):
        sizes = range(_LONGEST_NAME, 0, -1)
        size = next((n for n in sizes if " ".join(words[at : at + n]) in MENU_WORDS), 0)
        if not size:
            return ()
        items.append(" ".join(words[at : at + size]))
        at += size
    return tuple(items) if len(set(items)) >= FEWEST_TILES else ()


def _menus(document: Document, context: Context) -> Iterator[Decision]:
    """Stretches of short lines that hold enough menu words for where they stand."""
    in_body = IN_BODY if document.paragraphs else WITHOUT_PROSE
    stretch: dict[int, tuple[str, ...]] = {}  # the lines with menu words, by their place among the visible ones
    kind: tuple[Place, ...] = in_body
    for i in context.lines_with(document, _CUES):
        items = menu_items(document.folded[i])
        if not items or not _may_be_item(document, context, i):
            continue
        at = bisect_left(document.visible, i)
        here = _place(context, i) or in_body
        if stretch and (here is not kind or at - next(reversed(stretch)) - 1 > max(place.gap for place in kind)):
            yield from _in_stretch(document, context, stretch, kind)
            stretch = {}
        kind = here
        stretch[at] = items
    if stretch:
        yield from _in_stretch(document, context, stretch, kind)


def _place(context: Context, i: int) -> tuple[Place, ...] | None:
    zone = context.zones[i]
    if zone is Zone.BODY:
        return None
    return ABOVE_HEADLINE if zone is Zone.HEAD and context.title is not None and i < context.title else OUTSIDE


def _may_be_item(document: Document, context: Context, i: int) -> bool:
    """A menu word, a line that strong phrases have taken, or up to six words that end like no sentence."""
    if i == context.title:
        return False
    if i in context.claimed or (document.words[i] <= 6 and not document.lines[i].text.rstrip().endswith(_SENTENCE)):
        return True
    return not document.prose[i] and bool(menu_items(document.folded[i]))


def _in_stretch(
    document: Document, context: Context, found: dict[int, tuple[str, ...]], kind: tuple[Place, ...]
) -> Iterator[Decision]:
    """The runs of menu words in a stretch that are a menu there, tried for each `Place` of its kind."""
    if kind is not ABOVE_HEADLINE and kind is not OUTSIDE:
        found = {at: items for at in found if (items := menu_items(document.folded[document.visible[at]], False))}
    # Few stretches have words enough, and only in those the lines between the words have to be looked at.
    if len({item for items in found.values() for item in items}) < min(place.distinct for place in kind):
        return
    for place in kind:
        run: list[int] = []
        for at in found:
            if run and (at - run[-1] - 1 > place.gap or not _are_items(document, context, run[-1] + 1, at)):
                yield from _as_menu(document, run, found, place)
                run = []
            run.append(at)
        if run:
            yield from _as_menu(document, run, found, place)


def _are_items(document: Document, context: Context, start: int, end: int) -> bool:
    """Whether all visible lines from the `start`-th on, before the `end`-th, could be items of one menu."""
    place = _place(context, document.visible[start - 1])
    return all(_place(context, i) is place and _may_be_item(document, context, i) for i in document.visible[start:end])


def _as_menu(document: Document, run: list[int], found: dict[int, tuple[str, ...]], place: Place) -> Iterator[Decision]:
    # Each word counts once: "Listen to this podcast" between ten times "Podcast" is a list of episodes, and
    # "Featured" and "Full-time" above every other job are no menu.
    items = {item for at in run for item in found[at]} - (LANGUAGES if place.gap > NARROW else frozenset())
    # Six states, each above the firms to be found there, are a list; a picker has dozens.
    count = len(items & MENU_WORDS) + len(items - MENU_WORDS) // 4
    if count >= max(place.distinct, place.share * (run[-1] + 1 - run[0])):
        first, last = document.visible[run[0]], document.visible[run[-1]]
        yield MENU.decide(first, last + 1, Action.DROP, LIKELY, f"{count} menu words together")


MENU = LineRule("navigation.menu", "navigation", _menus)

RULES = (MENU,)
