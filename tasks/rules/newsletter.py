"""Newsletter and e-mail sign-ups: the pitch, the form, what it says when it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, STRONG, WEAK, Context, LineRule, PhraseRule
from tasks.rules.cues import Cues
from tasks.rules.mention import is_mention

LONGEST_PITCH = 45
"""Words of the longest line taken as one pitch: a title, a teaser and a button, glued by the flattening."""
LONGEST_CONSENT = 110
"""Words of the longest consent line under a form, with every clause of a text-message programme."""

# A letterbox in front of a short line sells a newsletter: "📬 The week in bridges, every Friday".
_LETTERBOXES = "📬📭📫📪📩📧📨💌✉🗞"
_LETTERBOX = re.compile(rf"\s*[{_LETTERBOXES}]")
# A pitch is an imperative; "Readers get the newsletter by e-mail" is a sentence about one. And it is about what we
# send: "Stay out of your inbox", "Receive email alerts when the tank is empty" are advice and a feature.
_IMPERATIVES = re.compile(
    r"(?:please )?(?:get|sign up|sign me up|subscribe|join|receive|stay|keep up|be the first|don't miss"
    r"|never miss|enter|want|register|like what you|enjoyed|to get|to receive|for more|i want|start your"
    r"|wake up|delivered|exclusive|sent|catch up|make sense|free|top stories)\b"
)
_TARGETS = (
    "to your inbox", "in your inbox", "into your inbox", "our newsletter", "our newsletters", "our free newsletter",
    "our weekly newsletter", "our mailing list", "our daily newsletter", "our monthly newsletter", "our email list",
    "our e-mail list", "our email newsletter", "my newsletter", "my mailing list", "our free weekly newsletter",
    "our free daily newsletter", "our free email", "our emails", "our mail list", "newsletter today",
    "newsletter now", "newsletter here",
)  # fmt: skip
_CUES = Cues(start=("by",), stems=_TARGETS)
_CONSENT = re.compile(
    r"by (?:providing|entering|giving us|submitting|signing up|subscribing|joining|registering|opting in"
    r"|opting into|checking|ticking|clicking|completing|filling|sharing your)\b"
)
_AGREED = (
    "you agree", "you are agreeing", "you consent", "you are consenting", "i agree", "i consent", "you accept",
    "i am consenting", "you acknowledge", "you confirm", "you're agreeing", "you are opting in", "you opt in",
    "you will receive", "you'll receive", "you understand",
)  # fmt: skip
_MAIL = (
    "email", "e-mail", "newsletter", "subscrib", "inbox", "text messages", "sign up", "signing up", "marketing",
)  # fmt: skip


def _forms(document: Document, context: Context) -> Iterator[Decision]:
    # Folding strips them from the ends of a line.
    signed = {i for sign in _LETTERBOXES for i in document.lines_saying(sign) if i != context.title}
    letterboxes = [i for i in signed if _LETTERBOX.match(document.lines[i].text)]
    for i in sorted({*context.lines_with(document, _CUES), *letterboxes}):
        text, words = document.folded[i], document.words[i]
        if not text or words > LONGEST_CONSENT:
            continue
        if text.startswith("by ") and _CONSENT.match(text):
            said = next((phrase for phrase in _AGREED if phrase in text), None)
            if said and any(word in text for word in _MAIL) and not _mentioned(document, i, said):
                yield FORM.decide(i, i + 1, Action.DROP, STRONG, f"by … {said}", "consent")
        elif words <= LONGEST_PITCH:
            target = next((phrase for phrase in _TARGETS if phrase in text), None)
            if target and _IMPERATIVES.match(text) and not _mentioned(document, i, target):
                # "Get customers to open your newsletter": how-tos speak so too, but about the reader's own.
                yield FORM.decide(i, i + 1, Action.DROP, LIKELY, f"… {target}", "pitch")
            elif i in letterboxes:
                yield FORM.decide(i, i + 1, Action.DROP, WEAK, "letterbox", "letterbox")


def _mentioned(document: Document, i: int, phrase: str) -> bool:
    at = document.folded[i].find(phrase)
    return is_mention(document.lines[i].text, document.folded[i], at, at + len(phrase))


FORM = LineRule("newsletter.form_text", "newsletter", _forms)

RULES = (
    FORM,
    PhraseRule(
        "newsletter.prompt",
        "newsletter",
        whole=(
            "subscribe to our newsletter", "subscribe to our newsletters", "subscribe to the newsletter",
            "subscribe to newsletter", "subscribe to my newsletter", "subscribe to our blog",
            "subscribe to our mailing list", "subscribe to our email list", "subscribe to our emails",
            "subscribe to our email", "subscribe to updates", "subscribe for updates", "subscribe via email",
            "subscribe to blog via email", "subscribe by email", "subscribe subscribed", "subscribe for free",
            "email newsletter", "subscribe to this blog", "sign up for our newsletter", "sign up for our newsletters",
            "sign up to our newsletter", "sign up to our newsletters", "sign up for the newsletter",
            "sign up for newsletter", "sign up for newsletters", "sign up to newsletter", "sign up for my newsletter",
            "sign up for our enewsletter", "sign up for our enewsletters", "sign up for emails", "sign up for email",
            "sign up for email updates", "sign up for updates", "sign up for our emails", "sign up for alerts",
            "sign up for our mailing list", "sign up for free newsletters", "sign up for our free newsletter",
            "sign me up", "newsletter sign up", "newsletter signup", "newsletter sign-up", "newsletter subscription",
            "newsletter registration", "get our newsletter", "get our newsletters", "get the newsletter",
            "get email updates", "get updates by email", "get updates", "get our free newsletter",
            "join our newsletter", "join my newsletter", "join our mailing list", "join the mailing list",
            "join our email list", "join my mailing list", "join the newsletter", "join # other subscribers",
            "join # other followers", "join our community newsletter", "see all newsletters", "view all newsletters",
            "explore our newsletters", "browse newsletters", "more newsletters", "all newsletters",
            "manage newsletters", "manage your newsletters", "yes, sign me up", "yes, add me to your mailing list",
            "yes, subscribe me", "no thanks, i'm not interested", "thank you for subscribing",
            "thanks for subscribing", "thank you for signing up", "thanks for signing up",
            "you have successfully subscribed", "you've successfully subscribed", "you are now subscribed",
            "you're subscribed", "success! you're on the list", "check your inbox to confirm your subscription",
            "please check your inbox to confirm", "unsubscribe at any time", "unsubscribe anytime",
            "unsubscribe any time", "you can unsubscribe at any time", "you can unsubscribe anytime",
            "you may unsubscribe at any time", "opt out at any time", "no spam, unsubscribe at any time",
            "no spam. unsubscribe at any time", "no spam. unsubscribe anytime", "no spam, ever", "we don't spam",
            "no spam, we promise", "we hate spam too", "we won't spam you", "we will never spam you",
            "we'll never share your email address", "we will never share your email address",
            "we never share your email", "we respect your privacy. unsubscribe at any time",
            "we respect your email privacy", "we respect your inbox", "i would like to receive the newsletter",
            "follow blog via email", "follow this blog via email", "type your email", "type your email... subscribe",
            "enter your email", "enter your email address", "enter your email here", "enter email",
            "enter email address", "please enter your email address here", "your e-mail address",
            "your email address", "please enter a valid email address", "please enter a valid email",
            "a valid email address is required", "please enter your email address", "invalid email address",
            "email address (required", "view in browser", "view this email in your browser", "never miss a story",
            "never miss an update", "never miss a post", "get the latest news delivered to your inbox",
            "get news alerts", "get breaking news alerts", "sign up for breaking news alerts",
            "sign up to our mailing list", "delivered to your inbox", "straight to your inbox",
            "get insights delivered to your inbox", "sign up for exclusive offers",
            "oops! something went wrong while submitting the form", "thank you! your submission has been received",
            "this field is for validation purposes and should be left unchanged",
            "there was an error submitting your subscription. please try again",
            "something went wrong. please try again later", "subscribe to rss", "subscribe to our rss feed",
            "choose your newsletters", "select your newsletters", "# newsletters selected", "receive our newsletter",
            "request our newsletter",
            "we respect your privacy", "subscribe to: post comments (atom", "subscribe to: posts (atom",
            "subscribe to: comments (atom",
        ),
        start=(
            "by providing your email", "by entering your email", "by submitting your email",
            "by subscribing, you agree", "by subscribing you agree", "by signing up, you agree",
            "by signing up you agree", "by signing up you are agreeing", "subscribe to get the latest",
            "subscribe to stay up to date", "subscribe to stay informed",
            "sign up to receive our", "sign up to receive the latest", "sign up to receive news",
            "sign up with your email address to receive", "sign up to get the latest", "sign up here to receive",
            "sign up here to get", "enter your email to receive", "enter your email to get",
            "enter your email address to subscribe", "enter your email address to follow this blog",
            "enter your e-mail address to subscribe",
            "be the first to know about new", "be the first to hear about", "want more stories like this",
            "want more like this", "like this article? subscribe", "like this post? subscribe",
            "if you enjoyed this article, subscribe", "if you enjoyed this post, subscribe",
            "if you liked this article, subscribe", "if you liked this post, subscribe",
            "if you like this article, sign up", "this article was originally sent to newsletter subscribers",
            "get the best of our reporting", "thanks for reading! subscribe for free",
            "to subscribe to this rss feed, copy and paste", "we've sent you an email to confirm",
            "please check your inbox and click", "check your inbox or spam folder to confirm",
            "i would like to receive news", "i would like to receive emails", "i would like to receive marketing",
            "i'd like to receive", "yes, i would like to receive", "yes, i'd like to receive", "i agree to receive",
            "i consent to receive", "i want to receive news", "send me news and offers",
            "get the latest news, updates", "get the latest news and", "get the latest news delivered",
            "get the latest updates and offers", "contact me with news and offers",
            "receive email from us on behalf of", "you'll receive the next newsletter",
            "your welcome email will arrive", "join # subscribers", "join over # subscribers",
            "join more than # subscribers", "join # other subscribers", "join thousands of subscribers",
            "join our newsletter", "join thousands of readers", "join the # subscribers", "sign up for our free",
            "sign up for our weekly", "sign up for our daily", "sign up for our monthly", "subscribe to our free",
            "subscribe to our weekly", "subscribe to our daily", "subscribe to our monthly",
            "subscribe to our newsletter", "sign up to our free", "sign up to our newsletter",
            "sign up for our newsletter", "sign up for free newsletters",
        ),
        inside=(
            "delivered straight to your inbox", "delivered directly to your inbox", "delivered right to your inbox",
            "delivered to your inbox every", "direct to your inbox every", "straight to your inbox every",
            "to your inbox, sign up", "in your inbox every", "subscribe to our newsletter for",
            "thanks for reading! subscribe", "subscribe for free to receive new posts",
            "sign up for our newsletter to", "subscribe to our newsletter to",
            "is a reader-supported publication. to receive new posts",
            "to receive new posts and support my work, consider becoming",
            "to receive new posts and support our work, consider becoming",
        ),
        # "Yes, you can unsubscribe at any time! Your plan then runs until the end of the month" answers a question.
        end=(
            "you can unsubscribe at any time", "you may unsubscribe at any time", "unsubscribe at any time",
            "unsubscribe anytime",
        ),
        max_words=45,
    ),
    # "Enter your email address below and press Continue" is a step of a how-to, a programme may come by post.
    PhraseRule(
        "newsletter.request",
        "newsletter",
        start=("enter your email below", "enter your email address below", "subscribe to receive"),
        beside=re.compile(
            r"\b(?:e-?mails?|newsletters?|subscri\w+|inbox|updates?|news|notifications?|notified|alerts?|posts|articles|"
            r"stories|offers|latest|exclusive|free|weekly|daily|monthly|mailing list|sign up|join)\b"
        ),
        max_words=45,
    ),
    # Buttons and labels, which are also menu items, headings and table cells.
    PhraseRule(
        "newsletter.label",
        "newsletter",
        score=WEAK,
        whole=(
            "newsletter", "newsletters", "subscribe", "subscribed", "subscribe now", "subscribe here",
            "subscribe today", "unsubscribe", "sign up now", "sign up today", "sign up here", "email address",
            "e-mail address", "your email", "your e-mail", "email", "e-mail", "first name", "last name", "submit",
            "stay in touch", "stay informed", "stay updated", "stay up to date", "stay connected", "stay in the know",
            "stay in the loop", "keep in touch", "keep me updated", "keep me posted", "get the latest",
            "email sign up", "email signup", "get notified", "don't miss out", "count me in", "i'm in",
            "mailing list", "daily newsletter", "weekly newsletter", "free newsletter", "free newsletters",
            "email alerts", "email updates", "e-newsletter", "enewsletter", "the daily briefing", "daily briefing",
            "subscribe to", "subscribe to our", "follow via email", "opt out", "subscribe by rss", "email (required",
            "email(required", "email required", "this field is required", "required field", "required fields",
            "indicates required fields", "newsletteranmeldung", "newsletter-anmeldung", "abonnieren",
            "e-mail-adresse", "anmelden", "infolettre", "boletín", "boletines", "boletín de noticias", "suscripción",
            "iscriviti", "nieuwsbrief", "nieuwsbrieven",
        ),
        # "Get stories like this every morning" heads a sign-up box; in the text it may be anybody's advice.
        start=(
            "start your day with our", "start your morning with our", "wake up to the day's",
            "the stories you need to know", "everything you need to know, every",
        ),
        max_words=20,
    ),
    PhraseRule(
        "newsletter.prompt_translated",
        "newsletter",
        whole=(
            "newsletter abonnieren", "newsletter bestellen", "newsletter anmelden", "newsletter anmeldung",
            "zum newsletter anmelden", "jetzt newsletter abonnieren", "jetzt zum newsletter anmelden",
            "kostenlosen newsletter bestellen", "kostenlosen newsletter abonnieren", "abonniere unseren newsletter",
            "abonnieren sie unseren newsletter", "abonniere den newsletter", "newsletter abbestellen",
            "melde dich für unseren newsletter an", "melden sie sich für unseren newsletter an",
            "melden sie sich zu unserem newsletter an", "für newsletter anmelden", "jetzt kostenlos abonnieren",
            "unsere newsletter", "unser newsletter", "blog via e-mail abonnieren", "blog per e-mail abonnieren",
            "blog per e-mail folgen", "deine e-mail-adresse", "ihre e-mail-adresse", "e-mail-adresse eingeben",
            "zur newsletter-anmeldung", "zum newsletter", "gib deine e-mail-adresse ein",
            "abmeldung jederzeit möglich", "eine abmeldung ist jederzeit möglich",
            "ich möchte den newsletter erhalten", "jederzeit abbestellbar", "vielen dank für ihre anmeldung",
            "vielen dank für deine anmeldung", "schließe dich # anderen abonnenten an", "nichts mehr verpassen",
            "keine neuigkeiten mehr verpassen", "s'abonner à la newsletter", "abonnez-vous à notre newsletter",
            "abonnez-vous à la newsletter", "inscrivez-vous à notre newsletter", "inscrivez-vous à la newsletter",
            "inscription à la newsletter", "recevez notre newsletter", "je m'inscris à la newsletter",
            "s'inscrire à la newsletter", "abonnez-vous à notre infolettre", "recevoir la newsletter",
            "votre adresse e-mail", "votre adresse email", "votre adresse mail", "je m'abonne à la newsletter",
            "suscríbete a nuestro newsletter", "suscríbete a nuestra newsletter", "suscríbete al newsletter",
            "suscríbete a la newsletter", "suscríbete a nuestro boletín", "suscríbase a nuestro boletín",
            "suscríbase al boletín", "recibe nuestro boletín", "suscribirse al boletín", "suscribirme al boletín",
            "recibe nuestro newsletter", "regístrate en nuestro boletín", "tu correo electrónico",
            "suscríbete a nuestra lista de correo", "iscriviti alla newsletter", "iscriviti alla nostra newsletter",
            "iscrizione alla newsletter", "ricevi la newsletter", "ricevi la nostra newsletter",
            "il tuo indirizzo email", "inserisci la tua email", "schrijf je in voor onze nieuwsbrief",
            "schrijf je in voor de nieuwsbrief", "aanmelden voor de nieuwsbrief", "aanmelden nieuwsbrief",
            "abonneer je op onze nieuwsbrief", "ontvang onze nieuwsbrief", "meld je aan voor onze nieuwsbrief",
            "assine nossa newsletter", "assine a nossa newsletter", "assine a newsletter",
            "subscreva a nossa newsletter", "subscreva a newsletter", "inscreva-se na nossa newsletter",
            "receba nossa newsletter", "cadastre-se na newsletter", "seu e-mail",
        ),
        start=(
            "abonniere unseren newsletter", "abonnieren sie unseren newsletter", "abonnieren sie hier unseren",
            "melden sie sich jetzt für unseren newsletter", "melde dich jetzt für unseren newsletter",
            "melden sie sich für unseren newsletter an", "melde dich für unseren newsletter an",
            "mit unserem newsletter", "bleiben sie auf dem laufenden mit unserem",
            "bleib auf dem laufenden mit unserem", "gib deine e-mail-adresse ein, um",
            "geben sie ihre e-mail-adresse ein, um", "trage dich in unseren newsletter",
            "hier können sie unseren newsletter", "mit dem abonnieren des newsletters",
            "mit der anmeldung zum newsletter", "ich möchte den newsletter", "ja, ich möchte den newsletter",
            "ja, ich möchte den kostenlosen", "diese einwilligung kann ich jederzeit",
            "inscrivez-vous à notre newsletter", "abonnez-vous à notre newsletter",
            "abonnez-vous gratuitement à notre", "recevez chaque semaine", "recevez chaque jour",
            "recevez nos newsletters", "en vous inscrivant à notre newsletter", "en vous abonnant, vous acceptez",
            "suscríbete a nuestro newsletter", "suscríbete a nuestra newsletter", "suscríbete a nuestro boletín",
            "suscríbase a nuestro boletín", "recibe en tu correo", "recibe en tu email",
            "recibe las últimas noticias en tu", "iscriviti alla nostra newsletter", "iscriviti alla newsletter",
            "ricevi ogni settimana", "schrijf je in voor onze nieuwsbrief", "ontvang wekelijks", "ontvang dagelijks",
            "meld je aan voor onze nieuwsbrief", "assine nossa newsletter", "inscreva-se na nossa newsletter",
            "receba as notícias no seu", "receba no seu e-mail",
            "zapisz się do newslettera", "zapisz się na newsletter", "zapisz się do naszego newslettera",
            "zapisz się na nasz newsletter", "podaj swój adres e-mail, aby",
        ),
        max_words=40,
    ),
)  # fmt: skip
