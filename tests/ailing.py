"""An animal with something in each book of its medical record, for the tests of lists and papers."""

from tests.builders import TODAY
from zooapp.models import ConcernKind
from zooapp.services import clinical
from zooapp.services.clinical import Note
from zooapp.work import Work


def ail(work: Work, animal: int) -> None:
    """It is lame, and that is noted."""
    lame = {"kind": ConcernKind.CONDITION, "concern": "lameness", "since": TODAY, "place": "left fore foot"}
    problem = clinical.open_problem(work, animal, lame)
    texts = {"subjective": "limps", "objective": "warm", "assessment": "sprain", "plan": "rest", "summary": "Keep in"}
    clinical.write(work, [animal], Note(TODAY, "09:30", problem, **texts))
