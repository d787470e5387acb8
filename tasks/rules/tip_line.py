"""Calls for tips to a newsroom, and for corrections."""

from __future__ import annotations

from tasks.rules.base import WEAK, PhraseRule

# "Got a tip from my uncle" is a story's first line; a question and a way to answer it are a call.
_CALLS = (
    "got a tip", "have a tip", "got a story", "have a story", "got a news tip", "have a news tip", "got a story tip",
    "have a story tip", "got a story idea", "do you have a tip", "do you have a story", "news tip", "fehler gefunden",
    "hinweise",
)  # fmt: skip
_WAYS = (
    "email", "e-mail", "send", "contact", "submit", "call", "text", "write", "let us know", "tell us", "click",
    "get in touch", "we want to hear", "reach", "share", "message", "drop us", "jetzt", "schreiben sie",
)  # fmt: skip

RULES = (
    PhraseRule(
        "tip_line.call",
        "tip_line",
        whole=(
            "got a tip", "got a news tip", "got a story tip", "have a tip", "have a news tip", "submit a tip",
            "submit a news tip", "submit a tip here", "send a tip", "send us a tip", "send a news tip",
            "send us a news tip", "tip us", "tip us off", "news tips", "leave a tip", "send news tip", "got a story",
            "have a story", "share a tip", "share your tips", "contact the newsroom", "contact our newsroom",
            "send us your tips", "send tips", "send your tips", "submit news", "submit a story", "submit your story",
            "submit a story idea", "submit a correction", "request a correction", "report a correction",
            "report a correction or typo", "suggest a correction", "send a correction", "story tips", "send us news",
            "send us your news", "send us your story", "securely send us a tip", "anonymous tips",
            "submit an anonymous tip", "report an error", "report an error in this article", "report a typo",
            "got news tips", "have you got a story", "do you have a story", "do you have a tip",
            "do you have a news tip", "hinweis an die redaktion", "hinweise an die redaktion", "fehler gefunden",
            "fehler im artikel melden", "fehler melden", "korrektur einreichen", "haben sie hinweise",
            "haben sie einen hinweis für uns", "haben sie einen fehler entdeckt", "fehler gefunden? jetzt melden",
            "schicken sie uns einen hinweis", "signaler une erreur", "signaler une faute",
            "vous avez une information", "une information à nous transmettre", "envoyez-nous vos informations",
            "tienes una historia", "envíanos tu historia", "ves algún error", "reportar un error",
            "hai una segnalazione", "segnala una notizia", "segnala un errore", "tip de redactie", "tip ons",
            "heb je een tip", "heeft u een tip", "sugira uma pauta", "encontrou algum erro",
        ),
        start=(
            *(f"{call}? {way}" for call in _CALLS for way in _WAYS),
            "got a confidential tip", "have a confidential tip", "do you have a confidential tip",
            "got a confidential news tip", "have a confidential news tip",
            "do you have a confidential news tip",  "got a tip for us", "got a tip or",
            "got a tip about",  "have a tip for us", "have a tip or story",
            "have a tip we should know",
              "do you have a tip for", "do you have a story tip",
            "do you have a news tip", "do you have a story for us", "do you have a story to share with",
             "got a story for us",  "have a story for us", "have a story idea",
            "do you have information about this", "do you have information to share",
            "do you have something to share with", "do you know more about this",
            "do you know anything about this story", "do you have information you want to share",
            "have information you want to share", "know something we should", "know something about this",
            "are you a whistleblower", "to send us a tip", "to share a tip", "to submit a tip",
            "to send a tip", "if you have a tip", "if you have a story tip",
            "if you have a story to share with us", "if you have information about this story",
            "if you have any information about this story", "if you want to send us a tip", "send us a tip",
            "send tips to", "send your tips to", "send news tips to", "send confidential tips",
            "send story tips", "send story ideas to", "email tips to", "email your tips to", "email us a tip",
            "email story tips", "please send tips", "please send any tips", "tips can be sent", "tips? email",
            "tips? contact", "tip? email",   "share your tips with",
            "share a confidential", "contact us securely", "contact our reporters securely",
            "contact this reporter securely", "contact the reporter securely",
            "you can contact our reporters securely", "reach our reporters securely",
            "you can reach us securely", "our journalists can be reached securely",
            "to contact the reporter on this story", "to contact the reporters on this story",
            "to contact the editor responsible for this story",
            "to contact the editors responsible for this story", "to contact the author of this story",
            "to contact the staff on this story", "spotted an error", "spot an error", "found an error in this",
            "see an error", "did you spot an error", "noticed an error", "notice an error",
            "did you find an error", "notice a typo", "spotted a typo", "found a typo", "see a typo",
            "see something wrong in this", "to report a correction", "to request a correction",
            "to report a factual error", "to report an error, please", "if you see an error in this",
            "if you spot an error", "if you notice an error", "if you believe there is an error",
            "do you have a correction", "have a correction", "want to submit a story",
            "want to share your story with us", "like this story? have a", "sie haben hinweise",
            "haben sie hinweise", "haben sie informationen zu diesem", "sie haben einen fehler gefunden",
            "haben sie einen fehler entdeckt", "haben sie einen fehler gefunden",
            "ihnen ist ein fehler aufgefallen",  "hinweise nimmt die redaktion",
            "vous avez une information à nous", "vous constatez une erreur", "une erreur dans l'article",
            "si tienes información", "si has visto algún error",
            "has encontrado un error", "hai informazioni su questa", "hai notato un errore", "vuoi segnalare",
            "heb je een tip voor", "heeft u een tip voor", "heb je een fout gezien",
            "klopt er iets niet in dit artikel", "viu algum erro",
        ),
        max_words=45,
    ),
    # A phone number or an app to write to, said under a call for tips.
    PhraseRule(
        "tip_line.channel",
        "tip_line",
        score=WEAK,
        whole=(
            "tip line", "tipline", "contact the reporter", "contact the author", "email the author",
            "email the reporter", "corrections", "submit it here", "securedrop", "send us an anonymous tip",
            "reach out to us",
        ),
        start=(
            "reach us on signal", "reach us via signal", "contact us on signal", "contact us via signal",
            "message us on signal", "you can remain anonymous", "we protect our sources",
            "we will protect your identity", "using a non-work",
        ),
        max_words=25,
    ),
)  # fmt: skip
