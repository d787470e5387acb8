"""Advertisement labels and the asides that advertisements leave in the text."""

from __future__ import annotations

from tasks.rules.base import LIKELY, WEAK, PhraseRule

RULES = (
    PhraseRule(
        "ads.label",
        "ads",
        whole=(
            "advertisement", "advertisements", "advertisment", "advertisement advertisement", "paid advertisement",
            "advertisement #", "advertisement (#", "scroll to continue", "sponsored content", "sponsored post",
            "sponsored links", "sponsored link", "sponsored stories", "sponsored message", "sponsored messages",
            "sponsored article", "paid content", "paid post", "paid for by", "partner content", "promoted content",
            "promoted stories", "promoted links", "promoted by", "promoted post", "branded content",
            "native advertising", "from our partners", "from our partner", "from our sponsors", "from our sponsor",
            "a message from our sponsor", "a message from our sponsors", "message from our sponsor",
            "content from our partners", "our partners' content", "story continues", "article continues",
            "ad feedback", "report this ad", "report ad", "report an ad", "hide this ad", "hide ad", "close ad",
            "skip ad", "skip this ad", "why this ad", "about this ad", "ad choices", "adchoices", "ad choice",
            "about our ads", "remove ads", "go ad-free", "ad-free", "hide ads", "advertise here", "your ad here",
            "place your ad here", "ads by google", "ad by google", "google ads", "ads by", "advertiser content",
            "advertiser disclosure", "advertising disclosure", "sponsor content", "sponsor message",
            "presented by our partners", "recommended by outbrain", "recommended by taboola", "sponsored by taboola",
            "taboola", "promoted links by taboola", "sponsored links by taboola", "powered by outbrain", "ad loading",
            "loading ad", "ad blocker detected", "adblock detected", "video ad", "this ad will end in",
            "your ad will end in", "ad - continue reading below", "advertising - continue reading below",
            "start of ad", "end of ad", "advert", "sponsored ad", "ad · scroll to continue",
            "this advertisement has not loaded yet", "previous page of related sponsored products",
            "next page of related sponsored products", "advertise with us", "newspaper ads",
            "advertisement (gone after registration", "you might also like from our partners",
        ),
        start=(
            "advertisement - continue reading", "advertisement - story continues",
            "advertisement - article continues", "advertisement. scroll to continue",
            "advertisement - scroll to continue", "advertisement - page continues", "advertisement continue reading",
            "advertisement - members don't see", "advertisement advertisement", "advertisement story continues",
            "advertisement article continues", "story continues below", "article continues below",
            "article continues after", "story continues after ad", "post continues below", "content continues below",
            "text continues below", "continue reading below", "continue reading after",
            "continues below advertisement", "keep scrolling for more", "scroll down to continue reading",
            "scroll to continue with content", "scroll for more after ad", "this advertisement has not loaded yet",
            "this content is paid for by", "this post is sponsored by", "this article is sponsored by",
            "this is a sponsored post", "this is sponsored content", "this is a paid partnership",
            "sponsored content by", "sponsored content from", "paid content by", "in paid partnership with",
            "paid for and presented by", "ad-free experience", "sorry, the video player failed to load",
            "we noticed you're using an ad blocker", "we've noticed you're using an ad blocker",
            "we noticed you are using an ad blocker", "it looks like you're using an ad blocker",
            "it looks like you are using an ad blocker", "looks like you're using an ad blocker",
            "please disable your ad blocker", "please turn off your ad blocker",
            "please consider disabling your ad blocker", "please whitelist our site", "ad blocker detected",
            "adblocker detected", "you are using an ad blocker", "you seem to be using an ad blocker",
            "ads help us keep", "thanks for watching! visit website", "this video will resume in",
            "your video will resume in", "recommended videos powered by", "you may like from our partners",
        ),
        end=(
            "continue reading below", "story continues below", "article continues below",
            "story continues below advertisement", "article continues below advertisement",
            "article continues after advertisement", "scroll to continue reading", "gone after registration",
        ),
        max_words=14,
    ),
    # What a paper says of an article that somebody paid for.
    PhraseRule(
        "ads.partner",
        "ads",
        score=LIKELY,
        start=tuple(
            f"this {text} {was} {paid}"
            for text in ("story", "article", "content", "post", "piece", "section", "feature")
            for was in ("was", "is", "has been")
            for paid in (
                "paid for by", "paid for and produced by", "sponsored by", "supported by an advertiser",
                *(
                    f"{made} in {together} with"
                    for made in ("developed", "created", "produced", "written", "published", "presented")
                    for together in ("partnership", "paid partnership", "collaboration", "association")
                ),
            )
        ),
        max_words=45,
    ),
    # One word may be a heading in a list of budget items, "Promoted" a line in a chronicle of a club.
    PhraseRule(
        "ads.word",
        "ads",
        score=WEAK,
        whole=(
            "ad", "ads", "sponsored", "sponsor", "sponsors", "our sponsors", "promoted", "promotion", "advertising",
            "advertise", "partners", "our partners", "commercial", "deals", "ad #", "sponsored by",
            "brought to you by", "presented by", "in partnership with", "werbeanzeigen", "pub", "anuncios",
            "annonces", "adv", "anzeigen", "sponsoren", "partner", "reklama",
        ),
        max_words=4,
    ),
    PhraseRule(
        "ads.label_translated",
        "ads",
        score=LIKELY,
        whole=(
            "anzeige", "werbung", "werbeanzeige", "anzeige anzeige", "werbung werbung", "werbeunterbrechung",
            "gesponsert", "gesponserter inhalt", "gesponserter beitrag", "bezahlte anzeige", "bezahlter inhalt",
            "weiter nach der anzeige", "weiter nach der werbung", "nach der anzeige weiterlesen",
            "artikel wird nach der anzeige fortgesetzt", "lesen sie nach der anzeige weiter",
            "sponsored post - anzeige", "advertorial", "anzeige schließen", "werbung ausblenden", "werbung schließen",
            "artikel wird unterhalb der anzeige fortgesetzt", "hier werben", "anzeigenmarkt", "mediadaten",
            "publicité", "publicités", "contenu sponsorisé", "contenus sponsorisés", "article sponsorisé",
            "la suite après la publicité", "la suite de cet article après la publicité",
            "suite de l'article après la publicité", "suite après la publicité", "la suite après cette publicité",
            "annonce", "en partenariat avec", "contenu proposé par", "publicidad", "anuncio", "contenido patrocinado",
            "patrocinado", "contenido publicitario", "publirreportaje", "continúa después de la publicidad",
            "sigue leyendo después del anuncio", "la noticia continúa debajo", "espacio publicitario",
            "continuar leyendo después de la publicidad", "pubblicità", "annuncio pubblicitario",
            "contenuto sponsorizzato", "contenuti sponsorizzati", "continua a leggere dopo la pubblicità",
            "l'articolo continua dopo la pubblicità", "l'articolo prosegue dopo la pubblicità",
            "messaggio pubblicitario", "advertentie", "advertenties", "gesponsord", "gesponsorde inhoud",
            "lees verder na de advertentie", "tekst gaat verder onder de advertentie",
            "de tekst loopt door onder de advertentie", "artikel gaat verder na advertentie",
            "tekst gaat door onder de foto", "publicidade", "conteúdo patrocinado", "continua após a publicidade",
            "continua depois da publicidade", "continuação após a publicidade", "anúncio", "conteúdo publicitário",
            "annons", "annonse", "mainos", "reklam",
        ),
        start=(
            "anzeige - weiterlesen", "artikel wird nach der anzeige", "weiterlesen nach der anzeige",
            "la suite après la publicité", "continúa después de la publicidad", "continua dopo la pubblicità",
            "lees verder onder de advertentie", "continua após a publicidade", "dieser artikel enthält werbung",
            "dieser beitrag enthält werbung", "werbung, da", "werbung. dieser beitrag", "werbung wegen",
        ),
        max_words=16,
    ),
)  # fmt: skip
