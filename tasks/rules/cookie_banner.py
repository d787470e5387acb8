"""Cookie and consent banners, and the tables of cookies and purposes behind their "settings" button."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, STRONG, WEAK, Context, LineRule, PhraseRule
from tasks.rules.cues import Cues
from tasks.rules.mention import is_mention, without_quotations

LONGEST_NOTICE = 130
"""Words of the longest line that is read as one notice; a longer one is a page about cookies."""

# Who sets cookies, said in the first person of a site. "Sites use cookies" is a sentence of an article.
_STATEMENTS = (
    "we use cookies", "we also use cookies", "we may use cookies", "we and our partners use cookies",
    "we use our own and third-party cookies", "we use necessary cookies", "we use essential cookies",
    "we use technologies like cookies", "we use technologies such as cookies", "we use certain cookies",
    "we are using cookies", "we'd like to use cookies", "we would like to use cookies", "our use of cookies",
    "we value your privacy", "use of all the cookies", "use of all cookies", "we utilize cookies",
    "this website uses cookies", "this site uses cookies", "this website is using cookies", "this page uses cookies",
    "this website use cookies", "our website uses cookies", "our site uses cookies", "our websites use cookies",
    "this blog uses cookies", "this web site uses cookies", "this store uses cookies", "uses cookies from google",
    "these cookies", "this cookie is set", "the cookie is set", "storing of cookies", "placement of cookies",
    "use of cookies", "store and/or access information on a device", "access device information", "verwendet cookies",
    "verwenden cookies", "benutzt cookies", "nutzt cookies", "nutzen cookies", "setzt cookies ein",
    "setzen cookies ein", "verwendung von cookies", "einsatz von cookies", "cookies erleichtern", "wie cookies, um",
    "cookie-nutzung", "cookies verwenden", "cookies gesetzt werden", "cookies werden verwendet",
    "utilise des cookies", "utilisons des cookies", "utilisation de cookies", "utilisation des cookies",
    "utiliza cookies", "utilizamos cookies", "usamos cookies", "usa cookies", "uso de cookies", "utilizza cookie",
    "utilizza i cookie", "utilizziamo i cookie", "utilizziamo cookie", "usa i cookie", "utilizzo dei cookie",
    "uso dei cookie", "utilizzo di cookie", "usiamo i cookie", "maakt gebruik van cookies", "gebruikt cookies",
    "gebruiken cookies", "gebruik van cookies",
)  # fmt: skip
_CUES = Cues(stems=("cookie", "your privacy", "on a device"))
# What the notice wants of its reader. An article about cookies does not ask for consent.
_APPEALS = (
    "your experience", "best experience", "better experience", "user experience", "browsing experience",
    "experience on our", "relevant experience", "you agree", "you consent", "you accept", "you are agreeing",
    "you are consenting", "your consent", "your preferences", "your choices", "your device", "by continuing",
    "by clicking", "by using this", "by using our", "if you continue", "continue to use this", "continue to browse",
    "we will assume", "we'll assume", "learn more", "find out more", "more information", "read more", "opt out",
    "opt-out", "privacy policy", "cookie policy", "cookie notice", "cookie settings", "manage your",
    "improve our site", "improve our website", "if you do not allow", "advertising partners", "our traffic",
    "on this website", "on our website", "on our site", "einverstanden", "einverständnis", "stimmen sie",
    "stimmst du", "stimme zu", "zustimm", "akzeptier", "mehr erfahren", "mehr infos", "mehr informationen",
    "weitere informationen", "weitere infos", "mehr dazu", "datenschutzerklärung", "erlebnis", "benutzererfahrung",
    "nutzererfahrung", "zu verbessern", "ablehnen", "en poursuivant", "en continuant", "vous acceptez",
    "votre expérience", "meilleure expérience", "en savoir plus", "si continúa", "si continúas", "si sigues",
    "su experiencia", "tu experiencia", "mejor experiencia", "aceptas", "acepta", "más información", "al navegar",
    "saber más", "experiência", "você concorda", "saiba mais", "continuando", "acconsenti", "accetti",
    "maggiori informazioni", "esperienza", "saperne di più", "ga je akkoord", "gaat u akkoord", "meer informatie",
    "ervaring", "akkoord",
)  # fmt: skip
# A banner speaks to its reader, of itself and of its cookies, in every sentence.
_ADDRESS = re.compile(
    r"\b(?:we|us|our|ours|you|your|yours|i|my|this (?:web ?site|web|site|page|blog|store|shop|service|category|cookie|"
    r"technology)|(?:the|these|those|such|such as|all|other|any|necessary|functional|performance|marketing|analytics|"
    r"analytical|essential|optional|preference|statistics?|targeting|tracking|advertising|third-party) cookies?|"
    r"the (?:web ?site|site)|it does not|(?:personal )?data|information|device|browser|consent|technologies|"
    r"advertising|the same (?:user|browser)|vendors?|partners?|"
    r"wir|uns|unsere?\w?|sie|ihnen|ihre?\w?|du|dich|dir|deine?\w?|diese[rs]? (?:web)?(?:seite|site)|daten|"
    r"nous|notre|nos|vous|votre|vos|ce site|nosotros|nuestr\w+|usted|su|sus|tu|tus|este sitio|esta web|"
    r"noi|nostr\w+|questo sito|wij|ons|onze|uw|u|je|jouw|deze (?:web)?site|nossos?|nossas?|você|seu|sua|este site|"
    r"\w{3,}amos|\w{3,}iamo)\b|^(?:\w+ )?cookies?\b"
)
# Not behind "e.g.".
_SENTENCE_CUT = re.compile(r"(?<=[a-zà-ÿ)\"'%]{2}[.!?]) (?=\S)")
_ENDS = frozenset(".!?…\"'”’)»")
SENTENCE_WORDS = 8
"""Words of the shortest sentence that shows what a paragraph is about; "It is easy." stands in banners, too."""


def _notices(document: Document, context: Context) -> Iterator[Decision]:
    for i in context.lines_with(document, _CUES):
        text = document.folded[i]
        if document.words[i] > LONGEST_NOTICE:
            continue
        said = next((phrase for phrase in _STATEMENTS if phrase in text), None)
        foreign = _about_others(document.lines[i].text, text) if said else ""
        if foreign:
            # "We use cookies to improve your experience" may open a paragraph on what became of the banners.
            if i in context.claimed:
                yield NOTICE.decide(i, i + 1, Action.KEEP, STRONG, foreign[:60], "about")
            continue
        asked = next((phrase for phrase in _APPEALS if phrase in text), None)
        if said and asked and said != asked:
            at = text.find(said)
            if not is_mention(document.lines[i].text, text, at, at + len(said)):
                yield NOTICE.decide(i, i + 1, Action.DROP, LIKELY, f"{said} … {asked}")


def _about_others(raw: str, folded: str) -> str:
    """The first full sentence of several that speaks neither of the site nor to its reader; empty without one."""
    sentences = _SENTENCE_CUT.split(without_quotations(folded))
    if raw.rstrip()[-1:] not in _ENDS:
        # A heading or a menu that the flattening glued on.
        sentences = sentences[:-1]
    if len(sentences) < 2 or "|" in folded:
        return ""
    return next((s for s in sentences if len(s.split()) >= SENTENCE_WORDS and not _ADDRESS.search(s)), "")


NOTICE = LineRule("cookie_banner.notice", "cookie_banner", _notices)

_POLISH = (
    "ta strona używa plików", "ta strona korzysta z plików", "ta strona wykorzystuje pliki",
    "ta witryna korzysta z plików", "ta witryna używa plików", "ten serwis wykorzystuje pliki",
    "ten serwis korzysta z plików", "nasza strona korzysta z plików", "nasza strona używa plików",
    "strona korzysta z plików", "strona używa plików", "serwis wykorzystuje pliki", "używamy plików",
    "korzystamy z plików", "wykorzystujemy pliki", "stosujemy pliki",
)  # fmt: skip

RULES = (
    NOTICE,
    PhraseRule(
        "cookie_banner.button",
        "cookie_banner",
        whole=(
            "accept all cookies", "allow all cookies", "reject all cookies", "accept & close", "accept and close",
            "accept and continue", "accept recommended settings", "accept only essential cookies",
            "only necessary cookies", "use necessary cookies only", "use essential cookies only",
            "confirm my choices", "confirm your choices", "save & accept", "save and accept", "save my choices",
            "accept selected", "allow selection", "reject non-essential", "i accept cookies",
            "accept deny view preferences", "accept reject read more", "manage consent", "manage consent preferences",
            "manage cookie consent", "manage cookie preferences", "manage cookie settings", "manage my preferences",
            "manage your consent", "manage vendors", "manage {vendor_count} vendors",
            "read more about these purposes", "cookie settings", "cookies settings", "cookie settingsaccept",
            "cookie settings accept", "cookie preferences", "cookies preferences", "change cookie settings",
            "update cookie settings", "edit cookie settings", "change your cookie settings", "your cookie settings",
            "cookie consent preferences", "customize cookies", "customise cookies", "cookie consent",
            "cookie choices", "cookies choices", "consent preferences", "cookie preference center",
            "cookies preference center", "cookie preference centre", "revoke consent", "withdraw consent",
            "change privacy settings", "revoke cookies", "close cookie notice", "close gdpr cookie settings",
            "close gdpr cookie banner", "close cookie bar", "open cookie settings", "show purposes", "show vendors",
            "view preferences", "cookie list", "list of iab vendors", "list of partners (vendors",
            "view vendor preferences", "consent leg.interest", "object to legitimate interests",
            "powered by gdpr cookie compliance", "powered by cookiebot", "powered by onetrust",
            "powered by usercentrics consent management", "cookie declaration", "manage trackers",
            "cookie-einstellungen", "cookie einstellungen", "cookies akzeptieren", "alle cookies akzeptieren",
            "alle ablehnen", "cookies ablehnen", "alle cookies ablehnen", "auswahl bestätigen", "auswahl akzeptieren",
            "nur notwendige cookies", "nur notwendige cookies akzeptieren", "nur essenzielle cookies akzeptieren",
            "nur erforderliche cookies", "cookie-einstellungen ändern", "cookie-einstellungen anpassen",
            "cookie-einstellungen verwalten", "cookie-einstellungen bearbeiten", "einwilligung verwalten",
            "einwilligung widerrufen", "einwilligungen widerrufen", "zustimmung verwalten",
            "cookie-zustimmung verwalten", "privatsphäre-einstellungen", "privatsphäre-einstellungen ändern",
            "historie der privatsphäre-einstellungen", "datenschutzeinstellungen", "datenschutz-einstellungen",
            "individuelle datenschutzeinstellungen", "individuelle cookie-einstellungen", "anbieter verwalten",
            "lese mehr über diese zwecke", "hinweis zur verwendung von cookies", "cookie-informationen anzeigen",
            "cookie-informationen ausblenden", "akzeptieren und schließen",
            "cookie-informationen anzeigen cookie-informationen ausblenden", "akzeptieren & schließen",
            "accepter les cookies", "accepter tous les cookies", "tout accepter", "tout refuser",
            "refuser tous les cookies", "continuer sans accepter", "gérer les cookies", "gérer mes cookies",
            "gestion des cookies", "paramétrer les cookies", "paramètres des cookies", "préférences de cookies",
            "gérer le consentement", "gérer le consentement aux cookies", "paramétrer mes choix",
            "voir les préférences", "aceptar cookies", "aceptar todas las cookies", "aceptar todas", "rechazar todo",
            "rechazar todas", "rechazar cookies", "configurar cookies", "configuración de cookies",
            "gestionar consentimiento", "gestionar cookies", "preferencias de cookies", "administrar cookies",
            "gestionar el consentimiento de las cookies", "ver preferencias", "accetta i cookie",
            "accetta tutti i cookie", "accetta tutto", "rifiuta tutto", "rifiuta tutti", "continua senza accettare",
            "impostazioni cookie", "impostazioni dei cookie", "preferenze cookie", "gestisci consenso",
            "gestisci cookie", "gestisci consenso cookie", "gestisci opzioni", "alle cookies accepteren",
            "alles weigeren", "cookies weigeren", "cookie-instellingen", "cookie instellingen", "cookievoorkeuren",
            "beheer cookies", "beheer toestemming", "aceitar cookies", "aceitar todos os cookies", "rejeitar todos",
            "recusar cookies", "configurações de cookies", "definições de cookies", "preferências de cookies",
            "gerenciar cookies", "gerir cookies", "gerenciar consentimento",
            "akceptuj wszystkie", "zaakceptuj wszystkie", "akceptuj wszystko", "odrzuć wszystkie", "odrzuć wszystko",
            "ustawienia plików cookie", "ustawienia cookies", "zarządzaj plikami cookie", "zarządzaj zgodą",
        ),
    ),
    # Short buttons and headings of a consent window. "Consent" also heads a chapter of a handbook, "Delete
    # cookies" and "Save settings." are steps of a how-to.
    PhraseRule(
        "cookie_banner.label",
        "cookie_banner",
        score=WEAK,
        whole=(
            "save settings", "save preferences", "manage settings", "manage options", "accept all", "reject all",
            "allow all", "deny all", "delete cookies", "disable cookies", "allow cookies", "accept cookies",
            "reject cookies", "decline cookies", "refuse cookies", "enable or disable cookies", "manage preferences",
            "manage services", "accept reject", "alle akzeptieren", "alles akzeptieren", "einstellungen speichern",
            "auswahl speichern", "einstellungen ansehen", "dienste verwalten", "manage cookies",
            "save my preferences", "aceptar todo", "accetta tutti", "aceitar todos", "alles accepteren",
            "cookies verwalten", "cookies accepteren", "cookies", "cookie", "accept", "decline", "deny", "reject",
            "our vendors", "advertisement", "always active", "always enabled", "always on", "strictly necessary",
            "develop and improve services", "ensure security, prevent and detect fraud, and fix errors",
            "measure content performance", "link different devices", "match and combine data from other data sources",
            "use precise geolocation data", "measure advertising performance", "strictly necessary cookies",
            "functional cookies", "performance cookies", "targeting cookies", "marketing cookies",
            "analytics cookies", "analytical cookies", "essential cookies", "necessary cookies", "preference cookies",
            "statistics cookies", "social media cookies", "unclassified", "advertising cookies", "cookie policy",
            "cookies policy", "cookie notice", "cookies notice", "cookie statement", "cookie law",
            "privacy & cookies", "privacy & cookies policy", "privacy and cookies", "cookie-policy",
            "cookies & tracking", "your privacy", "about your privacy", "we care about your privacy", "i agree",
            "i accept", "got it", "we value your privacy", "privacy overview", "privacy preference center",
            "privacy preferences", "privacy settings", "privacy manager", "cookie-richtlinie", "cookie-richtlinien",
            "cookie-hinweis", "cookie hinweis", "cookie-verwendung", "notwendige cookies",
            "technisch notwendige cookies", "technisch notwendig", "immer aktiv", "cookie name", "cookie laufzeit",
            "cookie duration", "akzeptieren", "ablehnen", "verstanden", "einverstanden", "notwendig", "essenziell",
            "funktional", "statistiken", "funktionale cookies", "statistik-cookies", "marketing-cookies",
            "politique de cookies", "politique relative aux cookies", "accepter", "refuser", "cookies nécessaires",
            "toujours activé", "política de cookies", "políticas de cookies", "aceptar", "rechazar",
            "cookies necesarias", "siempre activo", "informativa sui cookie", "cookie necessari", "accetta",
            "rifiuta", "sempre attivo", "informativa cookie", "cookiebeleid", "cookieverklaring", "accepteren",
            "weigeren", "noodzakelijk", "altijd actief", "aceitar", "rejeitar", "cookies necessários", "sempre ativo",
            "akceptuję", "zgadzam się", "rozumiem", "akceptuj",
        ),
    ),
    PhraseRule(
        "cookie_banner.notice_opening", "cookie_banner",
        max_words=120,
        start=(
            "we use cookies to ensure that we give you", "we use cookies to ensure you get",
            "we use cookies to give you", "we use cookies to improve your", "we use cookies to enhance your",
            "we use cookies to personalise content", "we use cookies to personalize content",
            "we use cookies to offer you", "we use cookies to provide you", "we use cookies to make your",
            "we use cookies to optimize", "we use cookies to optimise", "we use cookies and similar technologies to",
            "we use cookies and other tracking technologies to", "we use cookies, including",
            "we use cookies on this site to", "we use cookies on our website to", "we use cookies on our site to",
            "we use cookies on this website to", "we use optional cookies to", "we use cookies for analytics",
            "we are using cookies to give you the best experience",
            "we and our partners store and/or access information", "we and our # partners store",
            "we and our partners process data", "we and our third-party vendors use cookies",
            "this website uses cookies to", "this site uses cookies to", "this site uses cookies from google",
            "this website uses cookies so that we can provide you", "this website uses cookies. by continuing",
            "this site uses cookies. by continuing", "this site uses cookies: find out more",
            "this site uses cookies to help personalise content",
            "this website uses cookies and third party services", "privacy & cookies: this site uses cookies",
            "to find out more, including how to control cookies, see here",
            "by continuing to use this website, you agree to their use",
            "the store will not work correctly when cookies are disabled",
            "by continuing to use this site, you are consenting",
            "by continuing to use this site you agree to our use of cookies",
            "by continuing to browse the site you are agreeing", 'by clicking "accept', "by clicking accept",
            "by clicking 'accept", "by using this site, you agree to our use of cookies",
            "if you continue to use this site we will assume", "if you continue browsing, we will assume",
            "by choosing i accept, you consent", "by clicking allow all", 'by clicking "allow all',
            'by clicking "ok", you agree', "you can find out more about which cookies we are using",
            "you can change your cookie settings", "you can change your cookie preferences",
            "you can withdraw your consent at any time", "you may withdraw your consent at any time by",
            "your choices will be signaled to our partners",
            "necessary cookies are absolutely essential for the website",
            "necessary cookies help make a website usable", "functional cookies help to perform certain",
            "functional cookies help perform certain", "performance cookies are used to understand",
            "analytical cookies are used to understand", "advertisement cookies are used to provide",
            "other uncategorized cookies are those that", "preference cookies enable a website to remember",
            "statistic cookies help website owners", "marketing cookies are used to track visitors",
            "any cookies that may not be particularly necessary",
            "unclassified cookies are cookies that we are in the process",
            "out of these cookies, the cookies that are categorized",
            "out of these, the cookies that are categorized as necessary", "this category only includes cookies",
            "the technical storage or access is", "the technical storage or access that is",
            "to provide the best experiences, we use technologies like cookies",
            "to provide the best experiences, we and our partners use technologies",
            "consenting to these technologies will allow", "not consenting or withdrawing consent",
            "these cookies are necessary for the website to function", "these cookies allow us to count visits",
            "these cookies enable the website to provide enhanced", "these cookies may be set through our site",
            "these cookies are set by a range of social media",
            "when you visit any website, it may store or retrieve",
            "when you visit any web site, it may store or retrieve",
            "because we respect your right to privacy, you can choose not to allow",
            "strictly necessary cookie should be enabled", "if you disable this cookie, we will not be able",
            "please enable strictly necessary cookies first", "keeping this cookie enabled helps us",
            "this website uses google analytics to collect anonymous", "this cookie is set by",
            "the cookie is set by", "the cookie is used to store the user consent",
            "these cookies ensure basic functionalities", "create profiles for personalised advertising",
            "create profiles to personalise content", "use profiles to select personalised",
            "use limited data to select", "measure advertising performance",
            "understand audiences through statistics", "deliver and present advertising and content",
            "save and communicate privacy choices", "identify devices based on information",
            "actively scan device characteristics", "personalised advertising and content, advertising",
            "personalized advertising and content, advertising", "advertising presented to you on this service",
            "reports can be generated based on the combination", "information about your activity on this service",
            "the choices you make regarding the purposes and entities",
            "your data can be used to monitor for and prevent", "certain information (like an ip address",
            "your device might be distinguished from other", "with your acceptance, certain characteristics",
            "with your acceptance, your precise location", "in support of the purposes explained in this notice",
            "below, you will find a list of vendors", "below, you will find a list of the purposes",
            "you may exercise your rights for", "content presented to you on this service",
            "with your permission we and our partners may use precise geolocation",
            "with your permission we and our # partners may use precise geolocation",
            "you may click to consent to our and our",
        ),
        inside=(
            "partners can use this purpose", "partners can use this special purpose", "partners can use this feature",
            "partners can use this special feature", "store and/or access information on a device",
            "sets this cookie to", "set this cookie to", "cookielawinfo-checkbox", "cookielawinfo-checbox",
            "viewed_cookie_policy", "gdpr cookie consent plugin", 'by clicking "accept", you consent to the use of',
            "no personal information is stored in this cookie",
        ),
    ),
    PhraseRule(
        "cookie_banner.notice_opening_translated", "cookie_banner",
        max_words=120,
        start=(
            *(f"{opening} {name}" for opening in _POLISH for name in ("cookie", "cookies")),
            "diese website verwendet cookies", "diese webseite verwendet cookies", "diese seite verwendet cookies",
            "diese website benutzt cookies", "diese webseite benutzt cookies", "diese seite benutzt cookies",
            "diese website nutzt cookies", "diese webseite nutzt cookies", "diese seite nutzt cookies",
            "unsere website verwendet cookies", "wir verwenden cookies, um", "wir nutzen cookies, um",
            "wir setzen cookies ein, um", "wir setzen auf unserer website cookies", "wir nutzen cookies auf unserer",
            "wir verwenden cookies auf unserer", "wir verwenden cookies und", "wir nutzen cookies und",
            "wir verwenden technologien wie cookies", "cookies erleichtern die bereitstellung",
            "cookies helfen uns bei der bereitstellung", "datenschutz & cookies: diese website",
            "datenschutz und cookies: diese website", "wenn du nicht zustimmst, kann dies",
            "wenn du die website weiterhin nutzt, stimmst du", "um dir ein optimales erlebnis zu bieten",
            "um ihnen ein optimales erlebnis", "durch die weitere nutzung der seite stimmst du",
            "mit der nutzung dieser seite erklären sie sich", "um unsere webseite für sie optimal",
            "essenzielle cookies ermöglichen grundlegende", "marketing-cookies werden von drittanbietern",
            "statistik cookies erfassen", "die technische speicherung oder der zugang",
            "die technische speicherung oder der zugriff", "wir benötigen ihre zustimmung, bevor",
            "nous utilisons des cookies", "ce site utilise des cookies", "ce site web utilise des cookies",
            "notre site utilise des cookies", "en poursuivant votre navigation", "en continuant à naviguer",
            "en continuant votre navigation", "nous et nos partenaires stockons", "avec votre accord, nous et nos",
            "avec votre consentement, nous et nos", "nos partenaires et nous-mêmes utilisons",
            "pour offrir les meilleures expériences, nous utilisons", "le stockage ou l'accès technique",
            "les cookies nous permettent de", "utilizamos cookies propias", "utilizamos cookies para",
            "usamos cookies para", "este sitio web utiliza cookies", "esta web utiliza cookies",
            "esta página web utiliza cookies", "este sitio utiliza cookies", "esta página utiliza cookies",
            "este sitio web usa cookies", "este sitio usa cookies", "nosotros y nuestros socios",
            "para ofrecer las mejores experiencias, utilizamos", "el almacenamiento o acceso técnico",
            "si continúa navegando", "si continúas navegando", "nuestro sitio web utiliza cookies",
            "questo sito utilizza i cookie", "questo sito utilizza cookie", "questo sito web utilizza i cookie",
            "questo sito usa i cookie", "utilizziamo i cookie per", "utilizziamo cookie per", "usiamo i cookie per",
            "noi e i nostri partner", "l'archiviazione tecnica o l'accesso",
            "per fornire le migliori esperienze, utilizziamo", "proseguendo la navigazione",
            "continuando la navigazione", "questo sito utilizza cookies", "wij gebruiken cookies om",
            "we gebruiken cookies om", "deze website maakt gebruik van cookies", "deze website gebruikt cookies",
            "deze site gebruikt cookies", "wij maken gebruik van cookies", "om de beste ervaringen te bieden",
            "de technische opslag of toegang", "este site utiliza cookies", "este site usa cookies",
            "este website utiliza cookies", "nós utilizamos cookies", "nós usamos cookies",
            "nosso site utiliza cookies", "o nosso site utiliza cookies", "ao continuar navegando",
            "ao continuar a navegar", "o armazenamento ou acesso técnico",
            # The texts of the advertising industry's framework, as its consent windows say them word by word.
            "wir und unsere partner speichern", "wir und unsere # partner speichern",
            "wir und unsere # drittanbieter speichern", "mit ihrer erlaubnis können wir und unsere",
            "mit ihrer zustimmung können wir und unsere", "mit ihrer zustimmung dürfen wir und unsere",
            "mit ihrer zustimmung verwenden wir und unsere", "mit ihrer einwilligung verwenden wir und unsere",
            "nous et nos # partenaires stockons", "nos partenaires et nous stockons",
            "avec votre accord, nos partenaires et nous", "avec votre accord, nos # partenaires et nous",
            "avec votre permission, nos partenaires et nous", "avec votre consentement, nos partenaires et nous",
            "avec nos partenaires, nous traitons les données", "nous et nos partenaires traitons les données",
            "vous pouvez retirer votre consentement ou vous opposer", "nosotros y nuestros # socios almacenamos",
            "tanto nosotros como nuestros socios", "con su acuerdo, nosotros y nuestros",
            "con su permiso, nosotros y nuestros", "con su consentimiento, nosotros y nuestros",
            "con tu consentimiento, nosotros y nuestros", "con tu permiso, nosotros y nuestros",
            "puede retirar su consentimiento u oponerse", "noi e i nostri # partner", "noi e i nostri # fornitori",
            "noi e terze parti selezionate utilizziamo cookie", "con il tuo consenso, noi e i nostri",
            "con la tua autorizzazione, noi e i nostri", "con il tuo accordo, noi e i nostri",
            "nós e os nossos parceiros armazenamos", "nós e os nossos # parceiros armazenamos",
            "nós e nossos parceiros armazenamos", "com o seu acordo, nós e os nossos",
            "com o seu consentimento, nós e os nossos", "com a sua permissão, nós e os nossos",
            "com seu consentimento, nós e nossos", "wij en onze partners slaan", "wij en onze # partners slaan",
            "met uw akkoord gebruiken wij en onze", "met uw toestemming gebruiken wij en onze",
            "met jouw toestemming gebruiken wij en onze", "met uw toestemming kunnen wij en onze",
            "my i nasi partnerzy przechowujemy", "my i nasi # partnerzy przechowujemy",
            "za twoją zgodą my i nasi partnerzy", "za twoją zgodą, my i nasi partnerzy",
            "za pozwoleniem użytkownika my i nasi partnerzy",
        ),
        inside=(
            "speichern und/oder greifen auf informationen auf einem gerät zu",
            "speichern von oder zugriff auf informationen auf einem endgerät",
            "informationen auf einem gerät speichern und/oder abrufen",
            "personalisierte werbung und inhalte, messung von", "stockons et/ou accédons à des informations",
            "stocker et/ou accéder à des informations sur un", "publicités et contenu personnalisés, mesure de",
            "publicités et contenus personnalisés, mesure de", "almacenamos y/o accedemos a información",
            "almacenar la información en un dispositivo y/o acceder",
            "publicidad y contenido personalizados, medición de", "archiviamo e/o accediamo a informazioni",
            "archiviare informazioni su dispositivo e/o accedervi",
            "archiviare e/o accedere a informazioni su un dispositivo",
            "pubblicità e contenuti personalizzati, misurazione", "armazenamos e/ou acedemos a informações",
            "armazenamos e/ou acessamos informações", "armazenar e/ou aceder a informações num dispositivo",
            "publicidade e conteúdos personalizados, medição", "slaan informatie op een apparaat op en/of",
            "informatie op een apparaat opslaan en/of openen",
            "gepersonaliseerde advertenties en content, advertentie- en contentmetingen",
            "przechowujemy i/lub uzyskujemy dostęp do informacji",
            "przechowywanie informacji na urządzeniu lub dostęp do nich", "spersonalizowane reklamy i treści, pomiar",
        ),
    ),
)  # fmt: skip
