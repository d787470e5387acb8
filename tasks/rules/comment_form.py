"""The form for a comment of one's own: its heading, its fields, its small print."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, Context, LineRule, PhraseRule, Zone
from tasks.rules.cues import Cues, lines_with

# Labels of fields, each a line of its own. A table of contacts has the same words, so they need the form itself
# close by.
_FIELDS = frozenset(
    {
        "name", "your name", "email", "e-mail", "email address", "your email", "your email address", "website",
        "url", "web site", "your website", "comment", "comments", "your comment", "message", "name (required",
        "email (required", "email (will not be published", "email (will not be published) (required",
        "mail (will not be published", "website (optional", "name (erforderlich", "e-mail (erforderlich",
        "mail (wird nicht veröffentlicht", "e-mail-adresse", "dein name", "deine e-mail-adresse", "webseite",
        "dein kommentar", "kommentar", "nom", "e-mail (obligatoire", "adresse e-mail", "site web", "commentaire",
        "votre nom", "nombre", "correo electrónico", "web", "sitio web", "comentario", "nome", "sito web",
        "commento", "naam", "e-mailadres", "site", "reactie", "submit", "post", "send", "cancel", "absenden",
        "senden", "abschicken", "abbrechen", "submit comment", "preview", "captcha", "required", "optional",
        "pflichtfeld", "email (address never made public", "(address never made public",
        "required fields are marked", "enter your name or username to comment",
        "enter your email address to comment", "enter your website url (optional", "type here", "add a comment",
        "edit", "δ", "logged in as", "change", "log out", "google", "facebook", "twitter", "wordpress.com",
    }
)  # fmt: skip
REACH = 6
"""Visible lines between a field's label and a phrase of the form: a form of name, e-mail, website, box and button
with hints has no more between two of its sentences."""


def _propose(document: Document, context: Context) -> Iterator[Decision]:
    visible = document.visible
    for claimed in lines_with(document, _SURE):
        if claimed not in context.claimed:
            continue
        anchor = bisect_left(visible, claimed)
        for at in range(max(0, anchor - REACH), min(len(visible), anchor + REACH + 1)):
            i = visible[at]
            if document.folded[i] in _FIELDS and i != context.title and context.zones[i] in {Zone.COMMENTS, Zone.TAIL}:
                yield RULE.decide(i, i + 1, Action.DROP, LIKELY, document.folded[i], "field")


_HEADING = (
    "leave a reply", "leave a reply cancel reply", "cancel reply", "leave a comment", "leave a comment cancel reply",
    "leave a response",
    "post a comment", "post a reply", "write a comment", "submit a comment", "post your comment",
    "leave your comment", "add your comment",
    "leave your reply", "join the discussion", "post comment", "submit comment", "add a comment", "add comment",
    "post reply", "leave a comment below",
    "schreibe einen kommentar", "schreib einen kommentar", "schreiben sie einen kommentar",
    "schreibe einen kommentar antworten abbrechen",
    "antworten abbrechen", "antwort abbrechen", "kommentar schreiben", "kommentar hinzufügen", "kommentar verfassen",
    "kommentar hinterlassen",
    "hinterlasse einen kommentar", "hinterlasse eine antwort", "hinterlassen sie einen kommentar",
    "kommentar absenden", "kommentar abschicken",
    "neuen kommentar schreiben", "kommentieren", "schreiben sie den ersten kommentar",
    "schreibe den ersten kommentar", "artikel kommentieren",
    "laisser un commentaire", "laisser un commentaire annuler la réponse", "annuler la réponse",
    "laisser une réponse", "ajouter un commentaire",
    "écrire un commentaire", "poster un commentaire", "publier le commentaire", "laisser un commentaire commentaire",
    "poster le commentaire",
    "deja una respuesta", "deja una respuesta cancelar la respuesta", "cancelar la respuesta", "cancelar respuesta",
    "deja un comentario",
    "dejar un comentario", "publicar comentario", "publicar el comentario", "añadir comentario",
    "escribe un comentario", "enviar comentario",
    "lascia un commento", "lascia un commento annulla risposta", "annulla risposta", "lascia una risposta",
    "invia commento", "aggiungi un commento",
    "deixe um comentário", "deixe uma resposta", "deixe um comentário cancelar resposta", "cancelar resposta",
    "publicar comentário",
    "geef een reactie", "laat een reactie achter", "reactie annuleren", "reactie plaatsen", "plaats een reactie",
    "antwoord annuleren",
    "dodaj komentarz", "anuluj pisanie odpowiedzi", "zostaw odpowiedź", "добавить комментарий", "отменить ответ",
    "оставить комментарий",
    "skriv et svar", "skriv en kommentar", "lämna ett svar", "lämna en kommentar", "avbryt svar", "bir yanıt yazın",
    "yanıtı iptal et",
    "コメントを残す", "コメントをキャンセル", "发表回复", "取消回复", "发表评论", "댓글 남기기",
)  # fmt: skip

_SENTENCES = (
    "your email address will not be published", "your email will not be published",
    "your e-mail address will not be published", "your email is never published",
    "your email address will not be displayed", "email will not be published", "email address will not be published",
    "required fields are marked", "save my name, email, and website in this browser",
    "save my name, email and website in this browser",
    "save my name and email in this browser", "save my name, e-mail, and website in this browser",
    "save my name in this browser",
    "fill in your details below or click an icon to log in", "you are commenting using your",
    "notify me of new comments", "notify me of new posts",
    "notify me of follow-up comments", "notify me of followup comments", "notify me of followup replies",
    "notify me when new comments are added",
    "notify me of all new follow-up comments", "notify me via e-mail if anyone", "subscribe to comments",
    "this site uses akismet",
    "learn how your comment data is processed", "please enable javascript to view the comments",
    "please enable javascript to view comments",
    "comments powered by disqus", "blog comments powered by", "log in to comment", "login to comment",
    "log in to leave a comment", "log in to post a comment",
    "login to post a comment", "login or register to post comments", "log in or register to post comments",
    "log in to post comments", "log in to reply",
    "you must be logged in to post a comment", "you must be logged in to post comments",
    "you must be logged in to comment", "you must log in to post a comment",
    "you must be logged in to leave a reply", "you need to be logged in to comment",
    "you need to be a member in order to leave a comment",
    "you must log in or register to reply here", "sign in to comment", "sign in to leave a comment",
    "sign in to post a comment", "sign in to join the conversation",
    "create an account or sign in to comment", "create an account or log in to comment",
    "please log in to leave a comment",
    "please sign in to comment", "please login to comment", "register or sign in to comment",
    "be the first to comment", "be the first to leave a comment",
    "be the first to reply", "be the first one to comment", "there are no comments yet", "no comments yet",
    "comments are closed for this", "comments for this article are closed", "commenting is closed",
    "commenting is now closed", "commenting has been closed",
    "comments on this article are closed", "this comment section is closed", "this conversation is closed",
    "your comment is awaiting moderation",
    "your comment will be posted after", "comment moderation is enabled",
    "please be respectful when", "please read our comment policy",
    "please read our commenting policy", "read our comment policy",
    "please review our comment", "see our comment policy", "please enter your comment",
    "please enter your name here", "please enter your email address here",
    "you have entered an incorrect email address", "you may use these html tags", "you can use these html tags",
    "allowed html tags", "enter your comment here",
    "email (address never made public", "enter your name or username to comment",
    "enter your email address to comment", "enter your website url (optional",
    "characters remaining in your comment", "your comment has not been saved", "the following comments are owned by",
    "xhtml: you can use these tags",
    "deine e-mail-adresse wird nicht veröffentlicht", "ihre e-mail-adresse wird nicht veröffentlicht",
    "deine e-mail adresse wird nicht veröffentlicht",
    "die e-mail-adresse wird nicht veröffentlicht", "erforderliche felder sind",
    "meinen namen, e-mail und website in diesem browser", "meinen namen, meine e-mail",
    "meinen namen, meine e-mail-adresse und", "name, e-mail-adresse und website in diesem browser",
    "benachrichtige mich über", "benachrichtigt mich über",
    "diese website verwendet akismet", "diese seite verwendet akismet",
    "erfahre mehr darüber, wie deine kommentardaten", "erfahren sie mehr darüber, wie ihre kommentardaten",
    "du kommentierst mit deinem", "du kommentierst mit hilfe",
    "bitte melden sie sich an, um zu kommentieren",
    "um kommentieren zu können", "um einen kommentar abzugeben",
    "um einen kommentar zu schreiben", "hier klicken, um das antworten abzubrechen",
    "kommentare sind geschlossen", "die kommentarfunktion ist geschlossen", "kommentarfunktion ist deaktiviert",
    "die kommentarfunktion ist", "noch keine kommentare",
    "keine kommentare vorhanden", "bitte beachten sie unsere netiquette", "bitte beachten sie die netiquette",
    "gib hier deine daten ein oder klicke",
    "trage deine daten unten ein oder klicke", "kommentar-regeln", "netiquette für kommentare",
    "votre adresse e-mail ne sera pas publiée", "votre adresse de messagerie ne sera pas publiée",
    "les champs obligatoires sont indiqués", "enregistrer mon nom, mon e-mail",
    "ce site utilise akismet", "en savoir plus sur la façon dont les données de vos commentaires",
    "en savoir plus sur comment les données de vos commentaires", "prévenez-moi de tous les nouveaux",
    "avertissez-moi par", "vous devez vous connecter pour publier un commentaire",
    "vous commentez à l'aide de votre", "les commentaires sont fermés",
    "soyez le premier à commenter", "connectez-vous pour commenter",
    "tu dirección de correo electrónico no será publicada", "su dirección de correo no se hará público",
    "los campos obligatorios están marcados", "los campos necesarios están marcados",
    "guarda mi nombre, correo electrónico", "guardar mi nombre, correo electrónico", "este sitio usa akismet",
    "este sitio utiliza akismet", "aprende cómo se procesan los datos de tus comentarios",
    "lo siento, debes estar conectado para publicar",
    "recibir un correo electrónico con los siguientes comentarios",
    "recibir un email con los siguientes comentarios",
    "los comentarios están cerrados", "inicia sesión para comentar", "sé el primero en comentar",
    "il tuo indirizzo email non sarà pubblicato", "i campi obbligatori sono contrassegnati",
    "salva il mio nome, email e sito web", "questo sito usa akismet", "questo sito utilizza akismet",
    "scopri come i tuoi dati vengono elaborati", "scopri come vengono elaborati i dati", "avvertimi via email",
    "o seu endereço de e-mail não será publicado", "o seu endereço de email não será publicado",
    "campos obrigatórios são marcados com", "campos obrigatórios marcados com",
    "salvar meus dados neste navegador", "este site usa akismet", "este site utiliza o akismet",
    "notifique-me sobre novos comentários",
    "het e-mailadres wordt niet gepubliceerd", "je e-mailadres wordt niet gepubliceerd",
    "jouw e-mailadres zal niet worden gepubliceerd", "vereiste velden zijn gemarkeerd",
    "mijn naam, e-mail en site", "deze site gebruikt akismet", "ontdek hoe de data van je reactie",
    "twój adres e-mail nie zostanie opublikowany", "wymagane pola są oznaczone",
    "ваш адрес email не будет опубликован", "обязательные поля помечены",
    "メールアドレスが公開されることはありません", "您的邮箱地址不会被公开",
    "电子邮件地址不会被公开",
    "thanks for contributing an answer to", "please be sure to answer the question. provide details",
    "by clicking \"post your answer\", you agree",
)  # fmt: skip

# "Comments are closed after three days" is a rule of the house and "You must be logged in to print" a manual's.
_STATES = (
    "comments are closed", "comments are now closed", "comments have been closed", "comments are disabled",
    "comments are moderated", "all comments are moderated", "please keep comments",
)  # fmt: skip
_OF_THIS_PAGE = re.compile(
    r"\bthis (?:article|post|entry|page|story|thread|video|site|blog)\b|\bat this time\b"
    r"|\b(?:before|prior to) (?:publication|posting|publishing|being)\b"
)
_LOGINS = (
    "du musst angemeldet sein, um", "sie müssen angemeldet sein, um", "bitte logge dich ein, um",
    "vous devez être connecté pour", "debes estar conectado para", "devi essere connesso per",
)  # fmt: skip
_A_COMMENT = re.compile(
    r"\b(?:kommen|antwort|beitrag|beiträge|comment|coment|répon|réag|publi|laisser|donner|respon|rispo)"
)

_SURE = Cues(stems=(f"\n{phrase}" for phrase in (*_SENTENCES, *_STATES, *_LOGINS, *_HEADING)))

RULE = LineRule("comment_form.field", "comment_form", _propose)

RULES = (
    PhraseRule(
        "comment_form.heading",
        "comment_form",
        whole=_HEADING,
        start=("leave a reply to", "leave a comment on"),
        max_words=12,
    ),
    PhraseRule("comment_form.sentence", "comment_form", start=_SENTENCES, max_words=45),
    PhraseRule("comment_form.state", "comment_form", start=_STATES, beside=_OF_THIS_PAGE, max_words=45),
    PhraseRule("comment_form.login", "comment_form", start=_LOGINS, beside=_A_COMMENT, max_words=45),
    # No "to reduce spam" in any language: companies filter mail to that end, and articles say so.
    PhraseRule(
        "comment_form.inside",
        "comment_form",
        inside=(
            "your email address will not be published. required", "wird nicht veröffentlicht. erforderliche felder",
            "this site uses akismet to reduce spam", "for the next time i comment", "bis ich wieder kommentiere",
            "pour mon prochain commentaire", "la próxima vez que comente", "per la prossima volta che commento",
            "na próxima vez que eu comentar", "voor de volgende keer wanneer ik een reactie",
            "to view the comments powered by disqus", "address never made public",
            "adresse wird nie veröffentlicht", "mail (will not be published", "email (will not be published",
            "mail (wird nicht veröffentlicht",
        ),
        max_words=45,
    ),
    PhraseRule(
        "comment_form.account",
        "comment_form",
        whole=(
            "wordpress.com logo", "wordpress.com-logo", "gravatar", "google photo", "google-foto", "twitter picture",
            "twitter-bild", "facebook photo", "facebook-foto", "google+ photo", "connecting to %s", "verbinde mit %s",
            "connexion à %s", "conectando a %s", "required, but never shown", "click here to cancel reply",
            "upload attachments", "allowed html",
            "post as a guest",
        ),
        max_words=8,
    ),
    PhraseRule(
        "comment_form.service",
        "comment_form",
        score=LIKELY,
        whole=(
            "disqus", "comments powered by", "new follow-up comments", "new replies to my comments",
            "commenting policy", "comment policy", "kommentar-regeln", "without commenting",
        ),
        max_words=6,
    ),
    RULE,
)  # fmt: skip
