"""Words that tell what a short line is for, in the languages of the training pages, and words that make prose."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.tokens import word_hashes
from tasks.classifier.word_passes import fill_groups
from tasks.classifier.words import look_up

_GROUPS_TEXT = {
    "comment": """comment comments commented reply replies respond response responses thread kommentar kommentare
        kommentieren antworten antwort commentaire commentaires répondre réponse comentario comentarios responder
        commento commenti rispondi reactie reacties reageer comentário says sagt schreibt wrote dit likes liked upvote
        vote votes helpful report melden quote zitieren member registered joined posts""",
    "share": """share shares sharing teilen partager compartir condividi delen facebook twitter whatsapp linkedin
        pinterest reddit telegram xing instagram youtube tiktok mastodon bluesky email mail print drucken tweet pin
        follow folgen imprimer imprimir link copy kopieren""",
    "related": """related recommended more mehr also similar popular trending latest recent previous next newer older
        weitere weiterlesen ähnliche auch neueste meistgelesen lesen lire aussi articles similaires suivant précédent
        leer más relacionados anterior siguiente leggi anche altri articoli lees verder artikelen read continue
        vorheriger nächster beitrag beiträge artikel story stories article posts see view
        discover explore""",
    "subscribe": """subscribe subscription newsletter newsletters signup sign abonnieren abo abonnement inscrivez
        suscríbete suscribirse iscriviti inscribirse updates inbox join free kostenlos gratis unsubscribe alerts""",
    "account": """login log account register registration password username profile anmelden registrieren konto
        passwort connexion compte iniciar sesión accedi inloggen logout signed settings wishlist""",
    "cookie": """cookie cookies consent accept agree preferences gdpr einwilligung akzeptieren zustimmen accepter
        aceptar accetta tracking personalised personalized privacy datenschutz confidentialité privacidad""",
    "legal": """copyright rights reserved terms conditions policy imprint impressum agb disclaimer legal notice
        trademark trademarks rechte vorbehalten droits réservés derechos reservados sitemap accessibility contact
        kontakt licence license""",
    "navigation": """home menu search suche suchen recherche buscar navigation skip back top zurück startseite accueil
        inicio main about categories category kategorien kategorie tags tag archive archives archiv close open toggle
        show hide all page pages filter sort""",
    "author": """by von par por di door author autor auteur autore editor editors redaktion staff writer written
        posted published updated aktualisiert veröffentlicht publié publicado pubblicato foto photo photos credit
        image bild getty images reuters quelle source""",
    "shop": """cart basket warenkorb panier carrito buy price preis prix precio add checkout shipping versand stock
        sale off delivery quantity qty order reviews rating stars product products customer sku size colour color
        returns discount save""",
    "date": """january february march april may june july august september october november december jan feb mar apr
        jun jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember janvier février mars avril
        juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto
        septiembre octubre noviembre diciembre monday tuesday wednesday thursday friday saturday sunday montag dienstag
        mittwoch donnerstag freitag samstag sonntag ago hours minutes days uhr am pm today yesterday heute gestern
        week weeks month months year years hour minute""",
    "advert": """advertisement ad ads advertising sponsored anzeige werbung publicité publicidad pubblicità advertentie
        sponsor partner promo promoted affiliate commission""",
    "person": """i me my mine myself we us our you your yours ich mich mir mein meine wir uns unser du dir dein je
        moi mon ma nous vous votre yo mi nosotros tu su io noi ik mij wij lol thanks thank danke merci gracias""",
}  # fmt: skip
GROUPS = tuple(_GROUPS_TEXT)
"""What the words of a short line may be about, in the order of the columns of `keyword_groups`."""

_STOP_WORDS_TEXT = """
    the of and to in a is that it for on was with as be at by this have from or had not are but they which one were
    all their there been has when who will more no if out so up said what its about than into them can only other
    some could time these two may then do first any my now such like our over even most me after also did many off
    der die und den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass
    sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch
    le la les de des et un une du en est que qui dans pour pas sur au par plus ce il avec sont ne se son mais ou comme
    el los las del y una con no por su para es al lo como más pero sus ha fue este ya entre cuando muy sin sobre
    il di che e per non si dei della con del le gli una sono nel alla anche più come ma ha
    het een van en dat op te zijn met voor niet aan er om ook als maar dan
    o os as um uma do da em não mais dos das ao se foi
    i w na z do się nie że to jest og det som på av til er att och är för
"""
STOP_WORDS = frozenset(_STOP_WORDS_TEXT.split())
"""The commonest words of the languages of the training pages: sentences are made of them, menus are not."""

_PLACES = 1 << 12


@cache
def _group_table() -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """The hashes of all group words and the bits of the groups that each is in, as `look_up` asks for them: of a third
    of the places, few enough to stay in a processor's nearest cache.
    """
    bits: dict[str, int] = {}
    for number, text in enumerate(_GROUPS_TEXT.values()):
        for word in text.split():
            bits[word] = bits.get(word, 0) | 1 << number
    for word in STOP_WORDS:
        bits[word] = bits.get(word, 0) | 1 << len(GROUPS)
    known, groups = np.zeros(_PLACES, np.uint64), np.zeros(_PLACES, np.uint32)
    for key, own in zip(word_hashes(list(bits)).tolist(), bits.values(), strict=True):
        place = key % _PLACES
        while known[place]:
            place = (place + 1) % _PLACES
        known[place], groups[place] = key, own
    return known, groups


def group_bits(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """The groups that each word is in, (W,): bit i for `GROUPS[i]`, the next one for stop words."""
    found = np.empty(len(hashes), np.uint32)
    look_up(hashes, *_group_table(), found)
    return found


def group_counts(bits: NDArray[np.uint32], word_start: NDArray[np.int32]) -> NDArray[np.int32]:
    """How many words of each line are in each group, and last how many are stop words: (groups + 1, L).

    `bits` (W,) are the groups of the words, and `word_start` (L + 1,) is where each line's begin.
    """
    counts = np.empty((len(GROUPS) + 1, len(word_start) - 1), np.int32)
    fill_groups(bits, word_start, counts)
    return counts
