"""The controls around pictures, players and embedded posts: "Play video", "Image 1 of 5", "16x9 Image"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import WEAK, Context, LineRule, PhraseRule
from tasks.rules.cues import Cues

PICTURE = PhraseRule(
    "media_chrome.picture", "media_chrome",
    whole=(
        # The aspect ratio of a crop: "16x9 Image", "4:3 image".
        "#x# image", "#:# image", "#x# photo", "#x# video", "image #x#", "#×# image", "image # of #", "image #/#",
        "photo # of #", "photo #/#", "picture # of #", "slide # of #", "slide #/#", "gallery # of #",
        "# of # photos", "# of # images", "photos: # of #", "view # photos", "view # images", "view all # photos",
        "view all # images", "see all # photos", "show all # photos", "# photos view gallery",
        "# images view gallery", "# view gallery", "view gallery # images", "view gallery # photos",
        "enlarge image", "enlarge this image", "enlarge photo", "enlarge picture", "enlarge caption",
        "click to enlarge", "click image to enlarge", "click on image to enlarge", "click the image to enlarge",
        "click here to enlarge", "tap to enlarge", "click to expand", "click to expand image", "click to zoom",
        "roll over image to zoom in", "hover to zoom", "click to view larger image", "view larger image",
        "view larger", "view larger version", "view full size", "view full-size image", "view full size image",
        "see full size image", "open image in new window", "open image in gallery", "open in gallery",
        "open this photo in gallery", "open media # in modal", "open image modal", "view image in fullscreen",
        "view in fullscreen", "view fullscreen", "view full screen", "full screen", "fullscreen",
        "enter fullscreen", "exit fullscreen", "exit full screen", "close fullscreen", "show caption",
        "hide caption", "toggle caption", "show captions", "hide captions", "caption hide caption",
        "toggle caption hide caption", "image caption", "photo caption", "view gallery", "view photo gallery",
        "open gallery", "open photo gallery", "close gallery", "see gallery", "launch gallery", "view slideshow",
        "start slideshow", "launch slideshow", "play slideshow", "view photos", "see more photos", "more photos",
        "next image", "previous image", "next photo", "previous photo", "next slide", "previous slide",
        "next carousel slide", "previous carousel slide", "previous slide next slide", "go to slide #", "slide #",
        "image unavailable", "image not available", "no image available", "image loading", "image placeholder",
        "placeholder image", "lightbox image", "media caption", "media playback is unsupported on your device",
        "bild vergrößern", "bild vergrössern", "zum vergrößern klicken", "zum vergrößern anklicken", "vergrößern",
        "großansicht", "bild # von #", "foto # von #", "bild #/#", "bild in lightbox öffnen", "vollbild",
        "vollbildansicht", "bild anzeigen", "bildergalerie öffnen", "zur bildergalerie", "zur fotostrecke",
        "galerie öffnen", "bilderstrecke öffnen", "bildunterschrift anzeigen", "bildunterschrift einblenden",
        "bildunterschrift ausblenden", "agrandir l'image", "cliquer pour agrandir", "cliquez pour agrandir",
        "image # sur #", "photo # sur #", "voir la galerie", "voir le diaporama", "plein écran",
        "voir en plein écran", "ampliar imagen", "ampliar foto", "haz clic para ampliar", "imagen # de #",
        "foto # de #", "ver galería", "ver fotogalería", "ver galería de fotos", "pantalla completa",
        "ingrandisci l'immagine", "ingrandisci", "clicca per ingrandire", "immagine # di #", "foto # di #",
        "guarda la gallery", "vai alla galleria", "sfoglia la gallery", "schermo intero", "klik om te vergroten",
        "afbeelding vergroten", "foto vergroten", "vergroot afbeelding", "foto # van #", "volledig scherm",
        "clique para ampliar", "ampliar imagem", "imagem # de #", "ver galeria", "tela cheia",
    ),
    max_words=9,
)  # fmt: skip
PLAYER = PhraseRule(
    "media_chrome.player", "media_chrome",
    whole=(
        "play video", "play videos", "play the video", "watch video", "watch the video", "watch the video below",
        "watch the full video", "watch full video", "video player", "audio player", "media player",
        "video player is loading", "audio player is loading", "this is a modal window", "play audio", "pause audio",
        "pause video", "stop video", "replay video", "play episode", "play now", "play pause", "play/pause",
        "play/pause button", "click to play", "click to unmute", "tap to unmute", "tap to play",
        "tap here to unmute", "unmute", "mute unmute", "play mute", "auto play", "autoplay", "autoplay on",
        "autoplay off", "autoplay next video", "playback rate", "playback speed", "playback not supported",
        "current time", "current time #:#", "duration #:#", "duration time #:#", "remaining time #:#",
        "remaining time -#:#", "remaining time", "duration time", "total duration of video #:#", "#:# / #:#",
        "#:#/#:#", "#:#:# / #:#:#", "loaded: #%", "loaded : #%", "progress: #%", "progress : #%",
        "stream type live", "seek to live, currently behind live", "seek to live, currently playing live",
        "picture-in-picture", "picture in picture", "captions settings", "captions off", "subtitles off",
        "descriptions off", "captions and subtitles off", "captions settings, opens captions settings dialog",
        "captions off, selected", "subtitles settings", "subtitles settings, opens subtitles settings dialog",
        "descriptions off, selected", "chapters audio track", "audio track", "volume #%", "volume up",
        "volume down", "increase volume", "decrease volume", "skip backward # seconds", "skip forward # seconds",
        "rewind # seconds", "forward # seconds", "use up/down arrow keys to increase or decrease volume",
        "end of dialog window", "beginning of dialog window. escape will cancel and close the window",
        "close modal dialog",
         "this video file cannot be played",
        "the media could not be loaded", "video unavailable", "this video is unavailable", "video is not available",
        "video loading", "loading video", "loading the player", "loading player",
        "an error occurred while loading the video", "next video", "previous video", "up next in #", "now playing",
        "more videos", "watch more videos", "watch on youtube", "watch this video on youtube", "watch on",
        "watch later", "watch live", "watch now", "watch next", "watch trailer", "youtube video",
        "listen to this article", "listen to article", "listen to the article", "listen to this story",
        "listen to this page", "listen to this post", "listen to story", "listen now", "listen to the podcast",
        "hear this article", "hear this story", "hear this post", "audio article", "audio version",
        "play this article", "this audio is auto-generated. please let us know if you have feedback",
        "this audio is auto-generated", "read aloud", "read this article aloud", "download audio", "download mp#",
        "download episode", "artikel anhören", "beitrag anhören", "artikel vorlesen", "diesen artikel vorlesen",
        "vorlesen", "text vorlesen", "seite vorlesen", "anhören", "audio anhören", "audio abspielen",
        "jetzt anhören", "podcast anhören", "video abspielen", "video starten", "video ansehen", "video anschauen",
        "zum video", "jetzt ansehen", "stummschalten", "ton einschalten", "ton an", "ton aus", "wiedergabe",
        "écouter l'article", "écouter cet article", "écouter", "lire la vidéo", "voir la vidéo",
        "regarder la vidéo", "lecture", "escuchar artículo", "escuchar este artículo", "escuchar noticia",
        "escucha este artículo", "escucha la noticia", "reproducir video", "reproducir vídeo", "ver video",
        "ver vídeo", "ver el video", "ver el vídeo", "ascolta l'articolo", "ascolta questo articolo", "ascolta",
        "riproduci video", "guarda il video", "luister naar dit artikel", "beluister dit artikel", "video afspelen",
        "bekijk video", "bekijk de video", "ouvir artigo", "ouça este artigo", "ouça este conteúdo",
        "reproduzir vídeo", "assistir vídeo", "assista ao vídeo",
        "previous episode", "next episode",
    ),
    start=(
        "listen to this article #", "listen to this article (#", "this video file cannot be played",
        "this is a modal window",
        "subscribe on apple podcasts", "subscribe: apple podcasts", "subscribe via apple podcasts",
        "subscribe in apple podcasts", "subscribe on itunes", "listen on apple podcasts", "listen on spotify",
        "follow on spotify",
    ),
    max_words=14,
)  # fmt: skip
EMBED = PhraseRule(
    "media_chrome.embed", "media_chrome",
    whole=(
        "view this post on instagram", "view this photo on instagram", "view this profile on instagram",
        "view on instagram", "view more on instagram", "add a comment on instagram", "view on facebook",
        "view on twitter", "view on x", "see this post on facebook", "view this post on facebook",
        "view this tweet", "view tweet", "view original tweet", "view post on reddit", "embed code",
        "embed this video", "embed video", "copy embed code", "embed share", "embed tweet", "embedded content",
        "embedded video", "this content is hosted by a third party", "external content", "externer inhalt",
        "empfohlener externer inhalt", "empfohlener redaktioneller inhalt",
        "sieh dir diesen beitrag auf instagram an", "ein beitrag geteilt von", "ver esta publicación en instagram",
        "voir cette publication sur instagram", "visualizza questo post su instagram",
        "dit bericht bekijken op instagram", "ver essa foto no instagram",
        "the code has been copied to your clipboard", "the url has been copied to your clipboard",
        "no media source currently available", "direct link", "pop-out player",
    ),
    start=(
        "a post shared by", "a photo posted by", "a video posted by", "ein beitrag geteilt von",
        "una publicación compartida de",
    ),
    max_words=20,
)  # fmt: skip
# Names of controls that are also headings and table cells ("Audio", "Volume", "Zoom").
CONTROL = PhraseRule(
    "media_chrome.control", "media_chrome",
    score=WEAK,
    whole=(
        "play", "pause", "mute", "embed", "stop", "replay", "rewind", "volume", "captions", "subtitles", "settings",
        "zoom", "zoom in", "zoom out", "image", "photo", "photos", "video", "videos", "audio", "listen", "watch",
        "gallery", "slideshow", "live", "caption", "chapters", "descriptions", "quality", "speed", "duration",
        "# photos", "# images", "foto", "fotos", "bild", "bilder", "bildergalerie", "galerie",
        "fotostrecke", "photo gallery", "video gallery", "media gallery", "playlist", "lightbox",
        "listen to this podcast", "listen to this episode", "écouter", "diaporama", "galería", "fotogalería",
        "galleria", "fotogallery",
    ),
)  # fmt: skip

_TIME = Cues(whole=("#:#", "#:#:#"))
_AT_THE_START = re.compile(r"\W{0,3}0{1,2}(?::00){1,2}\W{0,3}")
# Figures that are no length of a film: a clock's, a result's ("3:2"), and the marks in a transcript ("[00:03:10]").
_NO_LENGTH = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|\d{1,3}:\d|[(\[].*[)\]]")
_AROUND_TIME = frozenset(
    (*PLAYER.whole, "play", "pause", "mute", "stop", "replay", "volume", "captions", "subtitles", "settings", "quality",
     "speed", "duration", "playlist", "listen", "watch", "#x", "#.#x", "share", "embed", "download")
)  # fmt: skip


def _times(document: Document, context: Context) -> Iterator[Decision]:
    """The length of a film, and where its player is.

    What may be a clock's time needs a control or 0:00 right beside it: alone on a line it is when a live blog says
    something or a film begins. On front pages lengths stand beside the names of films: "0:41".
    """
    for i in context.lines_with(document, _TIME):
        text = document.lines[i].text.strip()
        beside = (at for at in (document.line_above(i), document.line_below(i)) if at >= 0)
        if (
            _AT_THE_START.fullmatch(text)
            or not _NO_LENGTH.fullmatch(text)
            or any(_is_of_player(document, at) for at in beside)
        ):
            yield TIME.decide(i, i + 1, Action.DROP, WEAK, document.folded[i])


def _is_of_player(document: Document, i: int) -> bool:
    return document.folded[i] in _AROUND_TIME or _AT_THE_START.fullmatch(document.lines[i].text.strip()) is not None


TIME = LineRule("media_chrome.time", "media_chrome", _times)

RULES = (PICTURE, PLAYER, EMBED, CONTROL, TIME)
