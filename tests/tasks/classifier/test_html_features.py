"""What is measured in the blocks of pages: known values, and the same in any company."""

import numpy as np
import pytest

from tasks.classifier.html_batch import gather
from tasks.classifier.html_classifier import mark_features
from tasks.classifier.html_features import block_features
from tasks.classifier.words import Odds
from tasks.markup import TAG_NUMBERS
from tests.tasks.classifier.html_documents import ARTICLE, FLAT, PAGES, PROSE, SHOP, TEXTLESS, document

LOG_ODDS = {"post": 1.5, "menu": -2.0, "related": -1.0, "item": -0.5, "page": 0.25}


def features(*pages):
    batch = gather([document(page) for page in pages])
    return batch, block_features(batch) | mark_features(batch, Odds(LOG_ODDS))


def of(page):
    """Each block's features by its text."""
    batch, columns = features(page)
    return {
        text: {name: values[at] for name, values in columns.items()} for at, text in reversed([*enumerate(batch.texts)])
    }


@pytest.fixture(scope="module")
def article():
    return of(ARTICLE)


def test_a_block_has_the_same_features_in_any_batch():
    batch, together = features(*PAGES)
    for number, page in enumerate(PAGES):
        own = slice(batch.start[number], batch.start[number + 1])
        for name, values in features(page)[1].items():
            assert together[name][own].tolist() == values.tolist(), (number, name)


def test_the_same_pages_give_the_same_features():
    first, second = features(*PAGES)[1], features(*PAGES)[1]
    assert list(first) == list(second)
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_every_feature_is_a_number_for_every_block():
    batch, columns = features(*PAGES)
    for name, values in columns.items():
        assert values.shape == (len(batch.texts),), name
        assert values.dtype == np.float32, name
        assert np.isfinite(values).all(), name


@pytest.mark.parametrize("pages", [[], [TEXTLESS], [TEXTLESS, ""]])
def test_pages_without_text_have_no_blocks(pages):
    columns = features(*pages)[1]
    assert columns
    assert {len(values) for values in columns.values()} == {0}


def test_text_is_measured(article):
    prose = article[PROSE]
    assert (prose["words"], prose["chars"], prose["prose"]) == (len(PROSE.replace("-", " ").split()), len(PROSE), 1)
    assert (prose["ends_sentence"], prose["begins"], prose["pause"]) == (1, 1, 2)
    assert prose["stop_share"] > 0.3
    title = article["Grain waits for the ferry"]
    assert (title["heading"], title["heading_level"], title["prose"]) == (1, TAG_NUMBERS["h1"], 0)


def test_what_a_short_block_is_about_is_counted(article):
    assert article["More stories"]["key_related"] == 2
    assert article["- Home"]["key_navigation"] == 1
    # A long one that has such a word is not about it.
    batch, columns = features(f"<p>Comments</p><p>{PROSE} {PROSE} comments</p>")
    assert columns["key_comment"].tolist() == [1, 0]
    assert batch.lines.words[1] > 30


def test_the_elements_around_a_block_are_told(article):
    link = article["Bridge is closed"]
    assert (link["tag"], link["tag_above"], link["tag_above_2"]) == tuple(
        TAG_NUMBERS[name] for name in ("a", "p", "aside")
    )
    assert (link["depth"], link["link_share"], link["in_aside"], link["in_p"], link["in_article"]) == (3, 1, 1, 1, 0)
    assert article[PROSE]["in_article"] == article[PROSE]["in_main"] == 1


def test_places_on_the_page_are_told(article):
    first, last = article["- Home"], article["© Harbour News"]
    assert (first["words_before"], first["blocks_after"], first["block_share"]) == (0, 10, 0)
    assert (last["blocks_after"], last["prose_after"], last["page_blocks"]) == (1, 0, 10)
    assert first["page_words"] == last["words_before"] + last["words"]
    assert (first["until_h1"], last["until_h1"], last["since_h1"]) == (2, 500, 7)
    assert (first["until_prose"], last["since_prose"], first["since_prose"]) == (3, 4, 200)


def test_neighbours_are_those_on_the_page(article):
    first, last = article["- Home"], article["© Harbour News"]
    assert (first["words_before_1"], first["words_before_2"], first["words_after_1"]) == (-1, -1, 1)
    assert (last["words_after_1"], last["tag_after_2"], last["words_before_1"]) == (-1, -1, 4)
    assert (
        first["sibling_before_1"],
        article["It is to be opened again in May, said the harbour office."]["sibling_after_1"],
    ) == (0, 1)
    near = ["Bridge is closed", "Tides of the week", "© Harbour News"]
    assert last["words_near_2"] == sum(article[text]["words"] for text in near)


def test_containers_widen_until_the_page(article):
    link = article["Bridge is closed"]
    assert [link[f"c{number}_blocks"] for number in (1, 2, 3, 4)] == [3, 10, 10, 10]
    assert link["c1_tag"] == TAG_NUMBERS["aside"]
    assert link["c2_tag"] == link["c4_tag"] == TAG_NUMBERS["body"]
    assert [link[f"c{number}_climb"] for number in (1, 2)] == [2, 3]
    assert link["c1_position"] == np.float32(1 / 3)
    assert (link["c1_share"], link["c2_share"]) == (link["c1_words"] / link["page_words"], 1)


def test_elements_are_counted_where_they_stand(article):
    after_image = [at for at, text in enumerate(gather([document(ARTICLE)]).texts) if text == PROSE][1]
    columns = features(ARTICLE)[1]
    assert np.flatnonzero(columns["own_img"]).tolist() == [after_image]
    # What stands behind the last block belongs to none.
    assert (article[PROSE]["page_img"], article[PROSE]["page_input"], article[PROSE]["page_a"]) == (1, 0, 4)
    assert of(SHOP)["- Rope no. 3€ 3.50"]["c1_img"] == 1


def test_blocks_of_one_kind_are_counted():
    rope = of(SHOP)["- Rope no. 3€ 3.50"]
    assert (rope["kin_count"], rope["kin_share"], rope["money"], rope["page_money"]) == (9, 1, 1, 9)
    assert rope["kin_mean"] == rope["words"]


def test_marks_of_the_elements_around_are_scored(article):
    prose = article[PROSE]
    # The body is a `post-page`, the article in it a `post`.
    assert (prose["marks_own"], prose["marks_near"], prose["marks_parent"]) == (0, 1.5, 1.5)
    assert (prose["marks_sum"], prose["marks_lowest"], prose["marks_highest"]) == (1.5 + 0.875, 0, 1.5)
    home = article["- Home"]
    assert (home["marks_near"], home["marks_lowest"], home["marks_near_high"]) == (-2, -2, -2)
    footer = article["© Harbour News"]
    assert (footer["marks_near"], footer["marks_near_low"], footer["marks_near_high"]) == (0.875, 0.25, 1.5)
    assert footer["marks_up_1"] == footer["marks_up_2"] == 0.875


def test_lines_apart_and_lines_below_one_another_differ():
    batch, columns = features(FLAT)
    assert columns["apart"].tolist() == [0, 0, 0]
    assert features("<p>a</p><p>b</p>")[1]["apart"].tolist() == [0, 1]
    assert len(batch.texts) == 3


def test_what_the_page_says_again_is_told():
    quote = "No ferry until May"
    batch, columns = features(
        f"<p>{quote}</p>",
        f"<p>{quote}</p><div><p>So the harbour office</p><p>NO FERRY until May!</p></div><p>{quote}</p>",
    )
    assert batch.texts[1:] == [quote, "So the harbour office", "NO FERRY until May!", quote]
    told = {name: values[1:].tolist() for name, values in columns.items()}
    assert told["copies"] == [3, 1, 3, 3]
    assert told["copies_above"] == [0, 0, 1, 2]
    assert told["copy_gap"] == [0, 0, 2, 3]
    assert told["page_copied"] == told["copied_near"] == [0.5] * 4
    assert told["c1_copied"] == [0.5] * 4
    # The page before says it, too, and is another page.
    assert (columns["copies"][0], columns["page_copied"][0]) == (1, 0)


def test_lines_that_open_something_are_counted_from():
    batch, columns = features(
        "<p>Text</p><h2>3 comments</h2><p>Nice</p><div>Related stories</div><p>Ferry</p><h3>Share</h3>"
        "<p>A reader said of the comments that all of them were kind</p>"
    )
    assert columns["since_comment_heading"].tolist() == [300, 0, 1, 2, 3, 4, 5]
    assert columns["since_related"].tolist() == [300, 300, 300, 0, 1, 2, 3]
    assert set(columns["since_related_heading"].tolist()) == {300}
    assert columns["since_share_heading"].tolist()[4:] == [300, 0, 1]
    assert len(batch.texts) == 7
