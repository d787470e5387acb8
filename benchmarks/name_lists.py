"""Makes the two lists by which names are told from headings, `tasks/given_names.txt` and `small_words.txt`.

    pip install faker
    python -m benchmarks.name_lists

Given names are those that Faker's persons of all countries bear, small words those that several of the labelled pages
write without a capital: only pages that metadata rules may be made on.
"""

from __future__ import annotations

import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module

from benchmarks.metadata_gold import TUNED_ON
from benchmarks.pages import multilingual, wcxb
from benchmarks.winnow import record_of
from tasks.given_names import GIVEN_NAMES, SMALL_WORDS
from tasks.page import Opened, cleaner_of
from tasks.settings import Settings

FEWEST_PAGES = 4
"""Pages that write a word small: one of three may be somebody's address."""
MOST_READ = 200_000
"""Characters of a page."""
# No parts of addresses, accounts and joined words.
_WORD = re.compile(r"(?<![\w@/.'’#&=_-])[^\W\d_A-Z]{3,20}(?![\w@/_=-]|\.\w)")


def given_names() -> Iterator[str]:
    """The first words of given names in scripts with capitals, lower-cased: some more than once, some empty."""
    import faker.providers.person as persons

    for module in pkgutil.iter_modules(persons.__path__):
        provider = import_module(f"{persons.__name__}.{module.name}").Provider
        for attribute, names in vars(provider).items():
            if attribute.startswith("first_") and isinstance(names, (dict, list, set, tuple)):
                yield from (first_word(name).lower() for name in names if isinstance(name, str))


def first_word(name: str) -> str:
    """The first word of a name, "" where it is no capitalised word of two letters and more."""
    word = name.split()[0].strip(".,") if name.strip() else ""
    bare = word.replace("-", "").replace("'", "")
    return word if len(word) > 1 and bare.isalpha() and word[0].isupper() else ""


def small_words(texts: Iterable[str]) -> list[str]:
    """The words that `FEWEST_PAGES` of these texts and more write small, in order."""
    counts = Counter(word for text in texts for word in set(_WORD.findall(text[:MOST_READ])) if word.islower())
    return sorted(word for word, count in counts.items() if count >= FEWEST_PAGES)


def _texts() -> Iterator[str]:
    cleaner = cleaner_of(Settings())
    for page in wcxb() + multilingual():
        if page.fold in TUNED_ON:
            opened = cleaner.open(record_of(page.html, "html"), with_head=False)
            if isinstance(opened, Opened):
                yield opened.document.content


def main() -> None:
    """Write both lists."""
    for path, words in ((GIVEN_NAMES, sorted({*given_names()} - {""})), (SMALL_WORDS, small_words(_texts()))):
        path.write_text("\n".join(words) + "\n", encoding="utf-8")
        print(f"{path}: {len(words):,} words")


if __name__ == "__main__":
    main()
