"""What is worked out is worked out once, by each object for itself."""

from tasks.worked_out import worked_out


class Word:
    def __init__(self, text):
        self.text, self.asked = text, 0

    @worked_out
    def length(self):
        """How long it is."""
        self.asked += 1
        return len(self.text)


def test_each_object_asks_once():
    short, long = Word("a"), Word("abc")
    assert [short.length, long.length, short.length, long.length] == [1, 3, 1, 3]
    assert (short.asked, long.asked) == (1, 1)


def test_a_class_shows_what_is_worked_out():
    assert Word.length.__doc__ == "How long it is."
