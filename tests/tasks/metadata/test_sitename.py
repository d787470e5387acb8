import pytest


def test_declared_name_without_its_slogan(from_html):
    found = from_html('<meta property="og:site_name" content="Island Courier | News from the sea">')
    assert (found.sitename, found.sources["sitename"]) == ("Island Courier", "meta:og:site_name")


def test_publisher_of_the_article_unless_it_is_a_person(from_html):
    block = '{"@type": "Article", "publisher": {"@type": "%s", "name": "Island Courier"}}'
    script = '<script type="application/ld+json">%s</script>'
    found = from_html(script % (block % "Organization"))
    assert (found.sitename, found.sources["sitename"]) == ("Island Courier", "json-ld:publisher")
    assert from_html(script % (block % "Person")).sitename is None


def test_tail_of_the_title(from_html):
    found = from_html("<title>Harbour closed – Island Courier</title>", "<h1>Harbour closed</h1>")
    assert (found.sitename, found.sources["sitename"]) == ("Island Courier", "title")


def test_host_where_nothing_says_a_name(from_html):
    found = from_html(url="https://www.courier.example/a")
    assert (found.sitename, found.sources["sitename"]) == ("courier.example", "url:host")


@pytest.mark.parametrize(
    ("family", "line", "name"),
    [
        ("newsletter", "By signing up, you agree to the Courier Privacy Policy.", "Courier"),
        ("legal", "You agree to Island Courier's Terms of Service.", "Island Courier"),
        ("author_bio", "Marta Lindqvist is a correspondent for Island Courier based in Turku.", "Island Courier"),
        ("author_bio", "Island/IC journalists report the news from 12 harbours.", "Island/IC"),
        ("copyright", "© 2021 Island Courier. All rights reserved.", "Island Courier"),
        ("copyright", "Tous droits réservés © La Gazette des Îles", "La Gazette des Îles"),
        ("copyright", "All rights reserved. © 2021 Island Courier", "Island Courier"),
        ("copyright", "© Island Courier Ltd 2019–2021", "Island Courier Ltd"),
        ("copyright", "Copyright Island Courier, 2021. All rights reserved.", "Island Courier"),
        ("copyright", "Copyright © 2021 · Island Courier · Privacy Policy", "Island Courier"),
        ("copyright", "© 2021 De Eilandbode. Alle rechten voorbehouden.", "De Eilandbode"),
        ("copyright", "Wszelkie prawa zastrzeżone © 2021 Kurier Wyspy", "Kurier Wyspy"),
        (
            "author_bio",
            "    Island Courier is a non-profit newsroom for the sea. We live on donations.",
            "Island Courier",
        ),
        ("author_bio", "The Island Courier is an independent newspaper owned by its readers.", "Island Courier"),
    ],
)
def test_lines_of_flattened_text(from_lines, paragraph, family, line, name):
    found = from_lines([("", paragraph), (family, line)])
    assert (found.sitename, found.sources["sitename"]) == (name, f"line:{family}")


def test_agency_right_below_the_byline_at_the_end(from_lines, paragraph):
    rows = [("", paragraph), ("byline", "Marta Lindqvist"), ("credit", "(c) Seapress")]
    found = from_lines(rows)
    assert (found.sitename, found.sources["sitename"]) == ("Seapress", "line:credit")


@pytest.mark.parametrize(
    "line",
    [
        "Jane Doe is a photographer of newspapers. We met her in Turku.",
        "Privacy Policy",
        "By signing up, you agree to our privacy policy.",
        "All rights reserved.",
    ],
)
def test_nothing_is_invented(from_lines, paragraph, line):
    # A credit above the text belongs to a picture, whoever took it.
    found = from_lines([("credit", "(c) Seapress"), ("", paragraph), ("legal", line)])
    assert found.sitename is None
