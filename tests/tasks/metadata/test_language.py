"""The language of short texts of our own in eighteen languages, and of texts that mix two."""

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from tasks.metadata.language import PIECE, PIECES, UNIT, _identifier, detect, pieces_of

TEXTS = {
    "en": "The ferry stayed in the harbour for the third day, because the swell at the mouth of the bay was too high. On the islands bread is getting scarce, and the school has sent the children home until the wind turns. Nobody knows when that will be.",
    "de": "Die Fähre blieb den dritten Tag im Hafen, weil die Dünung an der Mündung der Bucht zu hoch war. Auf den Inseln wird das Brot knapp, und die Schule hat die Kinder nach Hause geschickt, bis der Wind dreht. Wann das sein wird, weiß niemand.",
    "fr": "Le bac est resté au port pour le troisième jour, parce que la houle à l'entrée de la baie était trop forte. Sur les îles, le pain commence à manquer, et l'école a renvoyé les enfants chez eux jusqu'à ce que le vent tourne. Personne ne sait quand.",
    "es": "El transbordador permaneció en el puerto por tercer día, porque el oleaje en la boca de la bahía era demasiado alto. En las islas empieza a faltar el pan, y la escuela ha mandado a los niños a casa hasta que cambie el viento. Nadie sabe cuándo será.",
    "it": "Il traghetto è rimasto in porto per il terzo giorno, perché il mare all'imbocco della baia era troppo mosso. Sulle isole il pane comincia a scarseggiare e la scuola ha mandato a casa i bambini finché non gira il vento. Nessuno sa quando succederà.",
    "pt": "A barca ficou no porto pelo terceiro dia, porque a ondulação à entrada da baía era demasiado alta. Nas ilhas começa a faltar pão, e a escola mandou as crianças para casa até que o vento mude. Ninguém sabe dizer quando isso vai acontecer.",
    "nl": "De veerboot bleef voor de derde dag in de haven, omdat de deining bij de ingang van de baai te hoog was. Op de eilanden raakt het brood op, en de school heeft de kinderen naar huis gestuurd tot de wind draait. Niemand weet wanneer dat zal zijn.",
    "sv": "Färjan låg kvar i hamnen för tredje dagen, eftersom dyningen vid vikens mynning var för hög. På öarna börjar brödet ta slut, och skolan har skickat hem barnen tills vinden vänder. Ingen vet när det blir, och lotsen vill inte säga något än.",
    "da": "Færgen blev liggende i havnen på tredje dag, fordi dønningen ved bugtens munding var for høj. På øerne er brødet ved at slippe op, og skolen har sendt børnene hjem, indtil vinden vender. Ingen ved, hvornår det bliver, og lodsen vil ikke gætte.",
    "fi": "Lautta pysyi satamassa kolmatta päivää, koska aallokko lahden suulla oli liian korkea. Saarilla leipä alkaa loppua, ja koulu on lähettänyt lapset kotiin, kunnes tuuli kääntyy. Kukaan ei tiedä, milloin se tapahtuu, eikä luotsi halua arvailla.",
    "pl": "Prom trzeci dzień pozostał w porcie, ponieważ fale przy wejściu do zatoki były zbyt wysokie. Na wyspach zaczyna brakować chleba, a szkoła odesłała dzieci do domu, dopóki wiatr się nie zmieni. Nikt nie wie, kiedy to nastąpi, a pilot woli nie zgadywać.",
    "cs": "Trajekt zůstal třetí den v přístavu, protože vlny u vjezdu do zátoky byly příliš vysoké. Na ostrovech začíná docházet chléb a škola poslala děti domů, dokud se vítr neotočí. Nikdo neví, kdy to bude, a lodivod raději nechce nic předpovídat.",
    "ru": "Паром третий день стоит в порту, потому что волны у входа в залив слишком высоки. На островах кончается хлеб, и школа отправила детей по домам, пока ветер не переменится. Никто не знает, когда это случится, а лоцман не хочет гадать.",
    "uk": "Пором третій день стоїть у порту, бо хвилі біля входу до затоки надто високі. На островах закінчується хліб, і школа відправила дітей додому, доки вітер не зміниться. Ніхто не знає, коли це станеться, а лоцман не хоче вгадувати.",
    "hu": "A komp harmadik napja a kikötőben maradt, mert a hullámzás az öböl bejáratánál túl magas volt. A szigeteken fogytán a kenyér, és az iskola hazaküldte a gyerekeket, amíg meg nem fordul a szél. Senki sem tudja, mikor lesz az, és a révész sem találgat.",
    "ro": "Feribotul a rămas în port a treia zi, pentru că valurile de la intrarea în golf erau prea înalte. Pe insule începe să lipsească pâinea, iar școala i-a trimis pe copii acasă până când se schimbă vântul. Nimeni nu știe când se va întâmpla asta.",
    "tr": "Feribot üçüncü gün de limanda kaldı, çünkü körfezin ağzındaki dalgalar çok yüksekti. Adalarda ekmek azalmaya başladı ve okul, rüzgâr dönene kadar çocukları evlerine gönderdi. Bunun ne zaman olacağını kimse bilmiyor, kılavuz da tahmin etmek istemiyor.",
    "el": "Το πλοίο έμεινε στο λιμάνι για τρίτη μέρα, επειδή το κύμα στο στόμιο του κόλπου ήταν πολύ ψηλό. Στα νησιά αρχίζει να λείπει το ψωμί και το σχολείο έστειλε τα παιδιά στο σπίτι μέχρι να γυρίσει ο άνεμος. Κανείς δεν ξέρει πότε θα γίνει αυτό.",
}  # fmt: skip


@pytest.mark.parametrize("code", TEXTS)
def test_eighteen_languages(code):
    assert len(TEXTS[code]) >= 200
    found = detect(TEXTS[code])
    assert found is not None
    language, score = found
    assert (language.code, language.others) == (code, 0.0)
    assert 0.5 < score <= 1


def test_a_page_that_mixes_two_languages_says_so():
    mixed = "\n".join([TEXTS["de"]] * 3 + [TEXTS["fr"]] * 2)
    found = detect(mixed)
    assert found is not None
    assert found[0].code == "de"
    assert found[0].others in {0.2, 0.4}


def test_too_little_to_tell():
    assert detect("Hotel Bar") is None
    assert detect("12 345 678 90 12 345 678 90 12 345") is None
    assert detect("") is None


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE + 1, PIECE * PIECES, PIECE * PIECES + 1, 100_000])
def test_pieces_are_few_and_bounded(length):
    text = ("word " * (length // 5 + 1))[:length]
    pieces = pieces_of(text)
    assert 1 <= len(pieces) <= PIECES
    assert all(len(piece) <= 2 * PIECE for piece in pieces)
    assert all(word in {"word", ""} or text.endswith(word) for piece in pieces for word in piece.split(" "))


def test_a_text_without_spaces_is_cut_all_the_same():
    pieces = pieces_of("字" * 10_000)
    assert [len(piece) for piece in pieces] == [PIECE] * PIECES


def test_the_compiled_walk_finds_what_the_library_finds():
    library = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    ours = _identifier()
    library.set_languages(ours.labels)
    for text in [*TEXTS.values(), "", "x", "\x00\x01", "\ud800", "ab" * 500, "\U0001f600"]:
        (code, score), (wanted, probability) = ours.classify(text), library.classify(text)
        assert (code, score) == (wanted, pytest.approx(probability, abs=1e-5))
        assert (code, score) == ours.classify(text)


def test_what_the_model_says_is_a_multiple_of_the_unit():
    table = LanguageIdentifier.from_model_file(MODEL_FILE).nb_ptc.astype("float64") / UNIT
    assert (table % 1 == 0).all()
    assert abs(table).max() < 2**15
