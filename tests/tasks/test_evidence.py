"""What the rules say is the same whether their lines were searched for beforehand or not."""

import subprocess
import sys

SEARCHED_FIRST = """
from tasks.document import Record
from tasks.evidence import look, search
from tasks.segment import segment
document = segment(Record("a.txt", "0", "A headline of five words\\n\\nBack to top\\n\\n" + "The ferry stayed. " * 20, "text", ""))
search(document)
print(*(proposal.rule_id for proposal in look(document).proposals))
"""


def test_a_process_that_searches_before_it_looks_knows_all_phrases():
    # In a process of its own: in this one all rules are made already.
    found = subprocess.run([sys.executable, "-c", SEARCHED_FIRST], capture_output=True, text=True, check=True)
    assert "navigation.jump" in found.stdout.split()
