"""Languages that the classifier was not trained on are not judged."""

import pytest

from tasks.classifier.text_batch import text_batch
from tasks.classifier.text_gate import judged
from tests.tasks.classifier.text_documents import ARTICLE, document

GERMAN = (
    "Der Fluss ist am Montag zum dritten Mal in Folge gefallen, und die Boote mussten die Hälfte des Getreides zurücklassen.\n"
    * 5
)
FINNISH = (
    "Joen pinta laski maanantaina kolmatta viikkoa peräkkäin, ja viljaa kuljettavat laivat jättivät puolet lastistaan satamaan.\n"
    * 5
)
JAPANESE = "川の水位は月曜日にも下がり、三週連続となった。穀物を運ぶ船は荷の半分を港に残さざるを得なかった。\n" * 5
RUSSIAN = (
    "Уровень воды в реке упал в понедельник третью неделю подряд, и суда с зерном оставили половину груза в порту.\n"
    * 5
)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (ARTICLE, True),
        (GERMAN, True),
        ("Add to cart\n$9.99\nXL", True),
        ("", True),
        (ARTICLE + "\n日本語\n→ ★ 😀", True),
        (FINNISH, False),
        (JAPANESE, False),
        (RUSSIAN, False),
    ],
)
def test_the_gate(text, known):
    page = document(text)
    assert judged([page], text_batch([page])).tolist() == [known]
