"""What the buttons and forms about the publisher's guide mean to the plain model: whose they are, and no more.

What people hand over here is never a guide, so that no review goes by other rows than the model knows. How a guide is
read, settled and used is told in `tests/scenarios/test_guides.py`.
"""

from collections.abc import Callable, Mapping
from random import Random

from bot.rehearsal.stand_in import LocalFile
from tests.torture.machine_deeds import Act, Deed
from tests.torture.machine_forms import Filled
from tests.torture.machine_model import School
from tests.torture.machine_playground import Playground

NO_GUIDES = (
    LocalFile(name="letter.txt", content=b"A letter to parents."),
    LocalFile(name="guide.pdf", content=b"%PDF-1.7 and no more"),
    LocalFile(name="nothing.csv", content=b""),
)


def lead(school: School, act: Act) -> bool:
    """Something for careers leaders, whether or not a review runs."""
    return school.leads(act.name)


def _file(_ground: Playground, chance: Random) -> Filled:
    return Filled(answers={"file": [chance.choice(NO_GUIDES)]}, meant={})


GUIDE_DEEDS: Mapping[str, Deed] = dict.fromkeys(
    ("guides.give", "guides.hand_over", "guides.look", "guides.settle", "guides.take_out"), lead
)
GUIDE_FORMS: Mapping[str, Callable[[Playground, Random], Filled]] = {"guides.hand_over": _file}
