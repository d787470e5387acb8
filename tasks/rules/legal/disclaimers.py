"""Disclaimers: for information only, no advice, not our views, no liability; data protection under forms."""

from __future__ import annotations

from tasks.rules.base import LIKELY, WEAK, PhraseRule

# The parts of which lawyers build their notices.
_DISCLAIMED = (
    "the information", "this article is", "this content is", "this information is", "the views", "the opinions",
    "the content", "opinions expressed", "views expressed", "all content", "all information", "i am not a", "nothing",
    "these statements", "this is not", "this site", "this website",
)  # fmt: skip
_USE = (
    "your use of this site", "your use of this website", "use of this site", "use of this website",
    "the use of this website", "use of and/or registration on any portion of this site",
)  # fmt: skip
_SAID = tuple(
    f"{what} {is_}"
    for what in (
        "article", "content", "site", "website", "page", "post", "blog", "video", "report", "publication",
        "information", "material", "materials", "articles", "here", "herein",
    )
    for is_ in ("is", "are", "is provided", "are provided", "is intended", "has been prepared", "have been prepared")
)  # fmt: skip
_PURPOSES = (
    "informational", "information", "general informational", "general information", "educational", "illustrative",
)  # fmt: skip
_NO = (
    "does not constitute", "do not constitute", "should not be considered", "should not be considered as",
    "should not be construed as", "should not be taken as", "is not intended as", "is not intended to be",
    "are not intended as", "not intended to provide", "does not provide legal or", "should not be relied upon as",
)  # fmt: skip
_NECESSARILY = ("not necessarily reflect", "not necessarily represent")  # fmt: skip
_OPINIONS = (
    "the views of", "the views and", "the official", "the opinion of", "the opinions of", "the opinions and",
    "the position of", "the policy of", "those of",
)  # fmt: skip
_MEANS = (
    "constitutes", "signifies", "indicates", "is subject", "is governed", "means that you accept",
)  # fmt: skip
_ADVICE = (
    "medical", "legal", "financial", "investment", "professional", "tax",
)  # fmt: skip
_COUNSEL = tuple(
    f"{do} not provide {what} advice"
    for do in ("do", "does")
    for what in (
        "tax, legal or accounting",
        "tax, legal, or accounting",
        "legal, tax or accounting",
        "legal, tax, or accounting",
        "tax or legal",
        "legal or tax",
    )
)
_PAST = (
    "is no guarantee of future", "is not a guarantee of future", "does not guarantee future",
    "is not indicative of future", "is not necessarily indicative", "is not a reliable indicator",
)  # fmt: skip
_NOBODY = ("accepts no", "accept no", "assumes no", "assume no", "disclaims any", "disclaims all")
_LIABILITY = (
    "responsibility for errors",
    "responsibility or liability",
)

RULES = (
    PhraseRule(
        "legal.disclaimer",
        "legal",
        score=LIKELY,
        start=(
            *(f"disclaimer: {text}" for text in _DISCLAIMED),
            "risk warning: trading", "risk warning: cfds", "general risk warning", "all trademarks are the property",
            "all trademarks are property", "all trademarks used are propert", "all other trademarks are the property",
            "all other trademarks are property", "all product names, logos", "all product names and logos are",
            "all third-party trademarks", "other product and company names mentioned herein",
            "other names may be trademarks of their respective", "apple and the apple logo are trademarks",
            "google play and the google play logo", "nutrition information is an estimate",
            "nutritional information is an estimate", "nutrition information is automatically calculated",
            "nutrition information is calculated using", "the nutritional information provided is an estimate",
            "the information shown is an estimate provided by", "nutrition information isn't always accurate",
            "see my disclosure policy", "see our disclosure policy", "see my full disclosure",
            "see our full disclosure", "read our full disclosure", "read our disclosure policy",
            "please read our disclosure", "please see our disclosure", "please read our full disclaimer",
            "please see our disclaimer", "see our ethics statement", "visit our editorial policy for more details",
            "all prices are subject to change", "information deemed reliable but not guaranteed",
            "for informational purposes only", "for information purposes only", "for educational purposes only",
            "for general information only", "for entertainment purposes only", "capital at risk",
            "your capital is at risk", "when investing, your capital is at risk",
            "cfds are complex instruments and come with", "securities offered through", "not fdic insured",
            "banking services provided by", "banking products are provided by", "equal housing lender",
            "attorney advertising",
            "this site is protected by recaptcha", "this site is protected by hcaptcha",
            "this form is protected by recaptcha", "protected by recaptcha", "recaptcha requires verification",
            "the recaptcha verification period has expired",
            "and the google privacy policy and terms of service apply", "and agree to our terms",
            "we're committed to your privacy", "we use the information you provide", "we use your sign-up to provide",
            "we won't share your email", "we will not share your email", "we will never share your",
            "we will never sell your", "your privacy is important to us",
            "your information will be used in accordance", "your personal data will be used to support",
            "your viewing activity is governed",
            *(f"{use} {means}" for use in _USE for means in _MEANS),
            "for more information about our privacy", "for more information, see our privacy policy",
            "learn more about our privacy policy", "find out more about our privacy", "see our privacy policy",
            "see our privacy notice", "view our privacy policy", "view our terms", "please read our privacy",
            "please read our terms", "please see our privacy", "please review our privacy",
            "i have read and agree to the", "i have read and accept the", "i have read and understood the privacy",
            "i agree to the processing of my", "i agree to the terms", "i agree to the privacy", "i accept the terms",
            "i accept the privacy", "i consent to the processing of my", "if you are a california resident",
            "registered in england and wales", "england and wales company registration number",
            "a company registered in england", "registered charity number", "company registration number",
            "vat registration number",
            "an official website of the united states government", "here's how you know",
            "official websites use .gov", "a .gov website belongs to an official", "secure .gov websites use https",
            "an official website of the state of", "share sensitive information only on official",
            "you are leaving this website", "you are now leaving our website",
            "these statements have not been evaluated by", "this statement has not been evaluated by",
            "statements on this website have not been evaluated",
            "alle angaben ohne gewähr", "angaben ohne gewähr", "dieser artikel dient nur der information",
            "dieser artikel dient nur der allgemeinen", "die hier angebotenen artikel stellen keine",
            "dieser artikel ersetzt keine", "dieser artikel stellt keine anlageberatung", "für den inhalt externer",
            "für die inhalte externer", "trotz sorgfältiger inhaltlicher kontrolle",
            "wir übernehmen keine haftung für", "mit dem absenden des formulars", "mit dem absenden des kommentars",
            "mit der nutzung dieses formulars", "mit der nutzung dieses dienstes", "mit meiner anmeldung stimme",
            "mit der anmeldung stimme", "mit der registrierung stimme", "ich stimme zu, dass meine",
            "ich habe die datenschutzerklärung", "ich habe die datenschutzhinweise",
            "ich habe die datenschutzbestimmungen", "ich akzeptiere die datenschutz", "ich akzeptiere die agb",
            "ich bin damit einverstanden, dass meine", "ich willige ein, dass", "ihre daten werden nicht an dritte",
            "detaillierte informationen zum datenschutz", "weitere informationen zum datenschutz",
            "hinweise zum datenschutz", "weitere informationen finden sie in unserer datenschutzerklärung",
            "weitere informationen in der datenschutzerklärung", "en soumettant ce formulaire",
            "en cliquant sur s'inscrire", "en vous inscrivant, vous acceptez",
            "vos données personnelles sont traitées", "les informations recueillies sur ce formulaire",
            "consultez notre politique de confidentialité", "ce site est protégé par recaptcha",
            "al suscribirte aceptas", "al suscribirte, aceptas", "al registrarte aceptas", "al registrarte, aceptas",
            "al enviar este formulario", "he leído y acepto", "acepto la política de privacidad",
            "consulta nuestra política de privacidad", "iscrivendoti accetti", "ho letto e accetto",
            "ho letto l'informativa", "acconsento al trattamento dei", "autorizzo il trattamento dei",
            "questo sito è protetto da recaptcha", "questo sito non rappresenta una testata",
            "door je in te schrijven ga", "lees onze privacyverklaring", "ao se cadastrar, você", "li e aceito",
        ),
        max_words=75,
    ),
    # Among paragraphs a calculator's "is not intended to provide investment advice" is what its page has to say.
    PhraseRule(
        "legal.advice",
        "legal",
        score=WEAK,
        inside=tuple(f"{no} {advice} advice" for no in _NO for advice in _ADVICE),
        max_words=50,
    ),
    # Said of the page itself, in words that lawyers wrote. "This is for information purposes only" may be said of
    # any variable of a library; only lawyers say it of content, sites and pages.
    PhraseRule(
        "legal.denial",
        "legal",
        score=LIKELY,
        inside=(
            *(f"{said} for {purpose} purposes only" for said in _SAID for purpose in _PURPOSES),
            *(f"do {necessarily} {of}" for necessarily in _NECESSARILY for of in _OPINIONS),
            *(f"does {necessarily} {of}" for necessarily in _NECESSARILY for of in _OPINIONS),
            *(f"past performance {is_}" for is_ in _PAST),
            *(f"{nobody} {liability}" for nobody in _NOBODY for liability in _LIABILITY),
            *_COUNSEL,
            "services are only offered to clients or prospective clients where",
            "for informational and educational purposes only", "for educational and informational purposes only",
            "is not intended to be a substitute for professional", "is not intended as a substitute for professional",
            "is not a substitute for professional medical", "not intended to be a substitute for",
            "not intended as a substitute for medical", "should not be used as a substitute for professional",
            "does not provide medical advice, diagnosis", "do not provide medical advice, diagnosis",
            "not intended to be construed as legal advice", "not constitute an offer or solicitation",
            "intended to diagnose, treat, cure, or prevent any disease",
            "intended to diagnose, treat, cure or prevent any disease",

            "including the possible loss of principal", "including possible loss of principal",
            "including possible loss of the principal", "including the possible loss of the money you invest",
            "including the risk of the partial or total loss", "the investment objectives, risks, and charges",
            "the investment objectives, risks, charges", "prospectus or, if available, a summary prospectus",
            "funds are subject to the risk that an issuer",
            "never disregard professional medical advice",
            "always seek the advice of your physician", "seek the advice of your physician or other",
            "are those of the author and do not", "are those of the authors and do not",
            "are those of the author alone", "are solely those of the author",
            "expressed by contributors are their own", "opinions expressed here are author's alone",
            "prior results do not guarantee", "makes no representations or warranties",
            "makes no representation or warranty", "makes no warranties, express",
            "make no representations or warranties", "make no representations as to the accuracy",
            "cannot be held responsible for the content", "is not responsible for the content of",
            "not responsible or liable for any", "we are not affiliated with or endorsed by",
            "is not affiliated with or endorsed by", "not affiliated with, endorsed by",
            "is not endorsed by or affiliated with", "trademarks of their respective owners",
            "are registered trademarks owned by", "is a registered trademark owned by", "are trademarks owned by",
            "property of their respective owners", "google privacy policy and terms of service apply",
            "in accordance with our privacy policy", "read our privacy policy", "see our privacy policy",
            "view our privacy policy", "as described in our privacy policy", "as set out in our privacy policy",
            "this field is hidden when viewing", "msg & data rates may apply", "message and data rates may apply",
            "message & data rates may apply", "msg and data rates may apply",
            "forward-looking statements within the meaning of",
            "keine haftung für die richtigkeit", "ohne gewähr auf vollständigkeit",
            "gelten die datenschutzbestimmungen und nutzungsbedingungen von google",
            "gelten die datenschutzerklärung und die nutzungsbedingungen von google",
            "jederzeit mit wirkung für die zukunft widerrufen", "stellt keine anlageberatung dar",
            "ersetzt nicht den besuch beim arzt", "n'engagent que leur auteur", "n'engagent que leurs auteurs",
            "uniquement à titre informatif", "ne constitue pas un conseil en investissement",
            "no constituye asesoramiento", "no reflejan necesariamente la", "no se hace responsable de las opiniones",
            "a solo scopo informativo", "non costituisce consulenza", "não refletem necessariamente a",
        ),
        max_words=100,
    ),
)  # fmt: skip
