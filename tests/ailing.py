"""An animal with something in each book of its medical record, for the tests of lists and papers."""

import datetime as dt

from tests.builders import TODAY
from zooapp.booking import Act
from zooapp.models import ConcernKind, Health
from zooapp.services import clinical, dispositions, prevention
from zooapp.services.clinical import Note
from zooapp.work import Work


def ail(work: Work, animal: int) -> None:
    """It is lame, that is noted, it was vaccinated, and more is due."""
    lame = {"kind": ConcernKind.CONDITION, "concern": "lameness", "since": TODAY, "place": "left fore foot"}
    problem = clinical.open_problem(work, animal, lame)
    clinical.write(work, [animal], Note(TODAY, "09:30", problem, "limps", "warm", "sprain", "rest", "Keep in"))
    shot = {"on": TODAY, "against": "rabies", "vaccine": "Nobivac", "batch": "A1", "next_due": TODAY + dt.timedelta(20)}
    prevention.vaccinate(work, [animal], shot)
    plan = prevention.add_plan(work, {"what": "worming", "every_months": 6, "animal_id": animal, "since": TODAY})
    prevention.add_plan(work, {"what": "hooves", "every_months": 3, "animal_id": animal, "since": TODAY})
    prevention.done(work, plan, [animal], TODAY)
    prevention.write_health(work, [animal], TODAY, Health.ABNORMAL, "lame")


def die(work: Work, animal: int) -> None:
    """It dies and is to be opened."""
    dispositions.death(work, animal, None, Act(TODAY), {"necropsy": True})
