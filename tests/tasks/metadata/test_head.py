"""What a page says of itself if it is a thread of posts: found when it is opened, while there is a tree."""

from dataclasses import replace

import pytest

from tasks.metadata.head import read_head

POSTS = '<h1>Ferries</h1><div class="post"><a class="username" href="/u/7">jane7</a><time>2024-03-05</time></div>'


@pytest.mark.parametrize(
    "head",
    [
        "<title>Ferries - Harbour Forum</title>",
        '<link rel="canonical" href="https://a.example/threads/7">',
        '<meta property="og:url" content="https://a.example/discussion/7">',
        '<script type="application/ld+json">{"@type": "DiscussionForumPosting", "headline": "Ferries"}</script>',
    ],
)
def test_what_looks_like_a_thread_is_read_as_one_too(head):
    page = f"<html><head>{head}</head><body>{POSTS}</body></html>"
    found, thread = read_head(page), read_head(page, posts=True)
    assert found.as_thread == thread
    assert [mark.kind for mark in thread.marks] == ["user", "date"]
    assert thread.as_thread is None
    assert replace(found, as_thread=None, marks=()) == replace(thread, marks=())


def test_no_other_page_is():
    assert read_head(f"<title>Ferries</title>{POSTS}").as_thread is None
