"""What mutants are held against, and that a survivor whom nobody has explained is a fault."""

import pytest

from maturity_model.permission import Action, Standing
from tests.torture.mutation import A_FEW, FEWEST_KILLED, changed, judged, stale, torture
from tests.torture.mutation_explained import EXPLAINED
from tests.torture.mutation_tables import mutants
from tests.torture.verdict import Size

KNOWN = (EXPLAINED[0].file, EXPLAINED[0].before, EXPLAINED[0].after)
SHOWN = """# storage.notices.x_claim__mutmut_1: survived
--- storage/notices.py
+++ storage/notices.py
@@ -1,3 +1,3 @@
 def claim():
-    return due <= now
+    return due < now
"""


@pytest.mark.timeout(120)
async def test_a_few_mistakes_are_noticed() -> None:
    known, tables = await torture(Size.SMALL)

    assert (known.found, tables.found) == ((), ())
    assert tables.trials == len(mutants()[::A_FEW])


def test_every_mutant_that_is_explained_is_still_one_of_the_code() -> None:
    assert [*stale()] == []
    assert all(known.because and known.before != known.after for known in EXPLAINED)


def test_a_mutant_is_read_as_its_line_before_and_after() -> None:
    assert changed(SHOWN) == ("storage/notices.py", "return due <= now", "return due < now")


def test_a_survivor_that_is_explained_is_no_fault() -> None:
    verdict = judged(1000, [KNOWN])

    assert (verdict.trials, verdict.found) == (1000, ())
    assert dict(verdict.beside) == {"killed": "999 (99.9%)", "survived and explained": "1"}


def test_a_survivor_that_nobody_explained_is_a_fault() -> None:
    verdict = judged(1000, [KNOWN, changed(SHOWN)])

    assert verdict.found == ("storage/notices.py: no test notices “return due < now” instead of “return due <= now”",)


def test_too_many_survivors_are_a_fault_however_well_they_are_explained() -> None:
    survivors = round(1000 * (1 - FEWEST_KILLED)) + 1

    assert judged(1000, [KNOWN] * survivors).found == ("only 94.9% of the mutants were killed",)


def test_every_cell_of_the_tables_has_a_mutant() -> None:
    assert len({mutant.says for mutant in mutants()}) == len(mutants()) == len(Action) * len(Standing) + 5 * 4 + 2 * 2
