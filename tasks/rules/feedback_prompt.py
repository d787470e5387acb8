"""Prompts for feedback, for an app, and for push notifications."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, WEAK, Context, LineRule, PhraseRule
from tasks.rules.cues import Cues, lines_with

_ANSWER = Cues((
    "yes", "no", "yes no", "yes, it was", "no, it wasn't", "very", "not really", "a lot", "a little", "not at all",
    "cancel", "submit", "send", "skip", "ja", "nein", "ja nein", "oui", "non", "sí", "sì", "sim", "não", "nee",
))  # fmt: skip


def _answers(document: Document, context: Context) -> Iterator[Decision]:
    """The buttons below a question; "Yes" and "No" alone are rows of any table."""
    answered: dict[int, bool] = {}
    for i in lines_with(document, _ANSWER):
        above = document.line_above(i)
        if above in answered:
            answered[i] = answered[above]
        else:
            answered[i] = above in context.claimed and document.folded[above].startswith(_ASKS)
        if answered[i]:
            yield ANSWERS.decide(i, i + 1, Action.DROP, LIKELY, document.folded[i])


ANSWERS = LineRule("feedback_prompt.answer", "feedback_prompt", _answers)
_ASKS = (
    "was this", "is this page", "is this article", "is this helpful", "did you find", "did this", "how helpful",
    "how useful", "rate this", "do you find", "war dieser", "war diese", "war das", "hat ihnen", "hat dir",
    "cet article", "cette page", "cela vous", "te ha", "te resultó", "questo articolo", "ti è stato", "was dit",
    "was deze", "heeft dit", "esta página", "este artigo", "isso foi",
)  # fmt: skip

RULES = (
    ANSWERS,
    PhraseRule(
        "feedback_prompt.question",
        "feedback_prompt",
        whole=(
            "was this helpful", "was this page helpful", "was this article helpful", "was this information helpful",
            "was this post helpful", "was this answer helpful", "was this review helpful", "was this content helpful",
            "was this useful", "was this page useful", "was this article useful", "was this translation helpful",
            "was this guide helpful", "was this helpful to you", "is this page useful", "is this page helpful",
            "is this article helpful", "is this helpful", "is this information helpful", "was this helpful? yes no",
            "was this page helpful? yes no", "was this article helpful? yes no",
            "was this article helpful? # out of # found this helpful", "did you find this helpful",
            "did you find this article helpful", "did you find this page helpful", "did you find this page useful",
            "did you find this useful", "did you find this article useful", "did you find what you were looking for",
            "did you find what you needed", "did this answer your question", "did this article help", "did this help",
            "did this page help you", "did this solve your problem", "did you like this article",
            "did you like this post", "did you enjoy this article", "did you enjoy this post",
            "do you find this article helpful", "how helpful was this page", "how helpful was this article",
            "how useful was this post", "how would you rate this article", "how would you rate this page",
            "how would you rate your experience", "how are we doing", "how was your experience", "how can we improve",
            "how can we improve this page", "how can we improve this article", "what did you think of this article",
            "what did you think of this story", "rate this article", "rate this page", "rate this post",
            "rate this story", "rate this item", "rate this content", "rate your experience", "rate our app",
            "click on a star to rate it", "no votes so far! be the first to rate this post",
            "average rating # / #. vote count: #", "thank you for your feedback", "thanks for your feedback",
            "thank you for your input", "thanks for letting us know", "thank you for rating", "thank you for voting",
            "thanks for voting", "thanks! your feedback has been sent", "your feedback has been submitted",
            "your feedback is important to us", "we value your feedback", "we appreciate your feedback",
            "we welcome your feedback", "we want your feedback", "we'd love your feedback",
            "we would love your feedback", "we'd love to hear from you", "we'd love to hear your feedback",
            "we want to hear from you", "send feedback", "send us feedback", "send us your feedback",
            "send feedback about this page", "give feedback", "give us feedback", "give us your feedback",
            "give feedback on this page", "leave feedback", "leave us feedback", "leave your feedback",
            "provide feedback", "provide feedback on this page", "share feedback", "share your feedback",
            "share your feedback with us", "submit feedback", "submit your feedback", "website feedback",
            "site feedback", "page feedback", "feedback on this page", "feedback about this page", "inline feedbacks",
            "your feedback", "got feedback", "have feedback", "please sign in to provide feedback",
            "edit this page on github", "report a problem with this page", "report an issue with this page",
            "report this page", "report a problem", "report a bug", "report an issue", "report abuse",
            "report this content", "report this article", "report inappropriate content", "report content",
            "close feedback form", "tell us what you think", "let us know what you think", "tell us why",
            "tell us what you think of this page", "take our survey", "take the survey", "take survey",
            "take a quick survey", "take our quick survey", "take our short survey", "take our reader survey",
            "help us improve", "help us improve this page", "help us improve our website",
            "help us improve this article", "help us improve gov.uk", "help improve this page",
            "help improve this article", "please help us improve",
            "ask a question or give feedback about this article", "report an issue with this product or seller",
            "we are sorry that this post was not useful for you", "let us improve this post",
            "tell us how we can improve this post", "as you found this post useful", "war dieser artikel hilfreich",
            "war diese seite hilfreich", "war das hilfreich", "war dieser beitrag hilfreich",
            "war diese information hilfreich", "hat ihnen dieser artikel gefallen", "hat dir der artikel gefallen",
            "hat ihnen der artikel gefallen", "wie hilfreich war dieser beitrag", "wie gefällt ihnen der artikel",
            "ihr feedback", "feedback geben", "feedback senden", "danke für ihr feedback",
            "vielen dank für ihr feedback", "vielen dank für dein feedback", "artikel bewerten", "beitrag bewerten",
            "diesen artikel bewerten", "bewerten sie diesen artikel", "cet article vous a-t-il été utile",
            "cet article vous a-t-il plu", "cette page vous a-t-elle été utile", "cela vous a-t-il été utile",
            "donnez votre avis", "donner votre avis", "merci pour votre avis", "merci pour votre retour",
            "te ha resultado útil", "te ha sido útil", "te ha sido útil este artículo", "te resultó útil",
            "fue útil este artículo", "gracias por tus comentarios", "danos tu opinión", "queremos saber tu opinión",
            "questo articolo ti è stato utile", "è stato utile questo articolo", "ti è stato utile",
            "questa pagina ti è stata utile", "was dit artikel nuttig", "was deze pagina nuttig",
            "heeft dit artikel je geholpen", "was dit nuttig", "esta página foi útil", "este artigo foi útil",
            "isso foi útil", "este conteúdo foi útil",
            "did you make this recipe", "did you try this recipe", "have you tried this recipe",
        ),
        start=(
            "no votes so far! be the first", "average rating #", "thanks for your feedback", "your feedback helps us",
            "your feedback will help us", "your feedback is important to us",
            "we'd love to hear your thoughts on this", "we value your feedback", "we welcome your feedback",
            "please tell us what you think about", "tell us how we can improve", "help us improve",
            "click on a star to rate", "take our survey", "take our #-minute survey", "take our quick survey",
            "take this survey", "take a short survey", "would you like to provide feedback",
            "would you like to tell us about a lower price", "would you like to give feedback",
            "do you have feedback", "have feedback on this", "have feedback about this", "got feedback on",
            "how can we improve", "found a lower price? let us know",
            "did you make this recipe? let me know", "did you make this recipe? please",
            "did you make this recipe? leave", "did you make this recipe? tag", "did you make this recipe? share",
            "if you enjoyed this episode, please", "if you enjoyed this podcast, please",
            "please rate and review us on", "please leave us a review on", "leave us a review on apple podcasts",
            "leave us a review on itunes",
        ),
        max_words=25,
    ),
    # With the buttons and the thanks glued on: "Was this article helpful? Yes No".
    PhraseRule(
        "feedback_prompt.answered",
        "feedback_prompt",
        start=(
            "was this page helpful", "was this article helpful", "was this information helpful", "was this helpful",
            "was this content helpful", "did you find this article helpful", "did you find this page helpful",
            "how useful was this post", "thank you for your feedback", "thanks for your feedback",
        ),
        max_words=12,
    ),
    PhraseRule(
        "feedback_prompt.app",
        "feedback_prompt",
        whole=(
            "download our app", "download our mobile app", "download our free app", "download our apps",
            "download the app", "download the free app", "download the mobile app", "download the app now",
            "download the app today", "download app", "download apps", "download now on the app store",
            "download for ios and android", "get the app", "get our app", "get our apps", "get our free app",
            "get our mobile app", "get the mobile app", "get the free app", "get app", "get the app now",
            "install app", "install the app", "install our app", "install our free app", "open app", "open in app",
            "open the app", "view in app", "read in app", "read in the app", "continue in app", "use the app",
            "try our app", "try the app", "our apps", "our app", "listen in the app", "watch in the app",
            "open in the app", "get it on google play", "download on the app store", "download on the mac app store",
            "available on the app store", "available on google play", "available on the app store and google play",
            "get it from microsoft", "explore it on appgallery", "android app on google play",
            "or download from the app store", "download from the app store", "download from google play",
            "get it on the app store", "app store google play", "google play app store", "app store and google play",
            "scan to download", "scan to download the app", "scan the qr code to download the app",
            "scan the qr code to download", "scan qr code to download app", "apple app store google play store",
            "google play store", "apple app store", "better on the app", "it's better in the app",
            "start your substackget the app", "start your substack get the app",
            "ensure the site is installed via add to home screen",
            "a full-screen app on your home screen with push notifications, badges and more", "app herunterladen",
            "jetzt app herunterladen", "jetzt die app herunterladen", "unsere app herunterladen", "zur app",
            "jetzt app laden", "laden im app store", "jetzt bei google play", "télécharger l'application",
            "téléchargez l'application", "téléchargez notre application", "télécharger l'appli",
            "télécharger dans l'app store", "disponible sur google play", "descargar la app", "descarga la app",
            "descarga nuestra app", "descarga nuestra aplicación", "descárgate la app", "disponible en google play",
            "consíguelo en google play", "scarica l'app", "scarica la nostra app", "scarica la app",
            "disponibile su google play", "download de app", "download onze app", "baixe o app", "baixe nosso app",
            "baixe o aplicativo", "baixe nosso aplicativo", "descarregue a app", "disponível no google play",
        ),
        start=(
            "download our app and", "download our free app", "download our mobile app", "download the app to",
            "download the app for", "download our app for", "get the app for", "get our app for",
            "scan the qr code to download", "scan to download",
            "for the latest stories and breaking news updates download", "read this story in the app",
            "for a better experience, use our app", "for the best experience, use our app",
            "for the best experience, open in the app", "get the full experience in the app",
            "follow us on google news", "follow us on whatsapp", "add us as a preferred source",
            "add as a preferred source", "set as a preferred source", "make us a preferred source",
        ),
        max_words=20,
    ),
    PhraseRule(
        "feedback_prompt.push",
        "feedback_prompt",
        whole=(
            "get push notifications", "get notified", "get notified of breaking news",
            "get breaking news notifications", "get breaking news alerts", "receive push notifications",
            "subscribe to push notifications", "subscribe to notifications", "subscribe for notifications",
            "manage push notifications", "manage alerts", "notifications on", "notifications off",
            "configure browser push notifications", "close notification", "dismiss notification",
            "desktop notifications", "you have no new notifications", "no new notifications",
            "benachrichtigungen aktivieren", "push-benachrichtigungen aktivieren", "push-nachrichten aktivieren",
            "push-mitteilungen aktivieren", "benachrichtigungen erlauben", "browser-benachrichtigungen",
            "später erinnern", "activer les notifications", "recevoir les notifications", "recevez les notifications",
            "activar notificaciones", "activar las notificaciones", "recibir notificaciones", "attiva le notifiche",
            "attiva notifiche", "ricevi le notifiche", "meldingen inschakelen", "meldingen aanzetten",
            "ontvang meldingen", "ativar notificações", "ative as notificações", "receber notificações",
        ),
        start=(
            "would you like to receive notifications", "would you like to receive push notifications",
            "would you like to receive news alerts", "we would like to send you notifications",
            "we'd like to send you notifications", "we'd like to show you notifications",
            "this site would like to send you", "you can unsubscribe from notifications",
            "be the first to know. turn on", "stay up to date with notifications",
            "notifications can be turned off anytime", "dürfen wir sie in ihrem browser",
            "möchten sie benachrichtigungen", "erhalten sie push-nachrichten",
        ),
        max_words=25,
    ),
    # A manual has "Notifications" as a heading, and "Turn on notifications." as a step.
    # "Maybe later." is a line of any interview.
    PhraseRule(
        "feedback_prompt.label",
        "feedback_prompt",
        score=WEAK,
        whole=(
            "not now", "maybe later", "no thanks", "no, thanks", "yes, please", "remind me later", "nein, danke",
            "plus tard", "non, merci", "no, gracias", "no, grazie", "nee, bedankt", "não, obrigado", "feedback",
            "notifications", "notification", "turn on notifications", "turn on push notifications",
            "turn on desktop notifications", "turn on browser notifications", "enable notifications",
            "enable push notifications", "enable desktop notifications", "enable browser notifications",
            "allow notifications", "allow push notifications", "manage notifications", "notification settings",
            "turn off notifications", "get notifications", "app store", "google play", "helpful", "not helpful",
            "mobile app", "mobile apps", "apple store", "android", "ios", "iphone", "push-nachrichten", "bewerten",
            "survey", "# helpful votes", "helpful # not helpful", "close", "dismiss", "schließen", "fermer", "cerrar",
            "chiudi", "sluiten", "fechar",
        ),
        max_words=6,
    ),
)  # fmt: skip
