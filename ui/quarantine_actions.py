"""The commands of the quarantine: samples, results of a sheet, the unit's daily sheet and log, contacts, papers."""

from typing import Final

from ui.commands import Action, about, paper
from zooapp.permission import Permission

PAPERS: Final = "ui.quarantine_papers"

QUARANTINE_ACTIONS: Final = (
    Action(
        "result_sheet", "Results of a sheet…", "The laboratory's sheet: a line a tube or an animal",
        about("result_sheet", "ResultSheetForm"),
        "", "table", "animal", Permission.QUARANTINE, "ui.forms.result_sheet", part="quarantine",
    ),
    Action(
        "sample", "Take samples…", "Tubes with numbers, for a laboratory",
        about("sample", "SampleForm"),
        "", "droplet", "animal", Permission.QUARANTINE, "ui.forms.sample", part="quarantine",
    ),
    Action(
        "send_samples", "Send samples…", "What was sampled goes to a laboratory",
        about("sample", "SendForm"),
        "", "truck", "animal", Permission.QUARANTINE, "ui.forms.sample", part="quarantine",
    ),
    Action(
        "laboratory", "Laboratory…", "Requests, labels of tubes, reports that came back",
        about("lab_papers", "LabForm"),
        "", "flask", "animal", Permission.LOOK, "ui.forms.lab_papers", part="quarantine",
    ),
    Action(
        "daily_sheet", "Daily sheet…", "Appetite, faeces, behaviour, temperature, deaths",
        about("daily_sheet", "DailySheetForm"),
        "", "clipboard-text", "animal", Permission.OBSERVE, "ui.forms.daily_sheet", part="quarantine",
    ),
    Action(
        "person_log", "Person log…", "Who is in the unit, and rounds through it",
        about("person_log", "PersonLogForm"),
        "", "users", "animal", Permission.OBSERVE, "ui.forms.person_log", part="quarantine",
    ),
    Action(
        "contacts", "Contacts…", "Who was near the marked animal between two days",
        about("contacts", "ContactsForm"),
        "", "link", "animal", Permission.LOOK, "ui.forms.contacts", part="quarantine",
    ),
    Action(
        "door_card", "Door card…", "What hangs on the door of the unit",
        paper("door_card", PAPERS),
        "", "printer", "animal", Permission.LOOK, PAPERS, part="quarantine_papers",
    ),
    Action(
        "register", "Quarantine register…", "Animals, observations, tests, deaths, persons",
        paper("register", PAPERS),
        "", "report", "animal", Permission.LOOK, PAPERS, part="quarantine_papers",
    ),
    Action(
        "matrix", "Test matrix…", "Where each test of each animal stands",
        paper("matrix", PAPERS),
        "", "table", "animal", Permission.LOOK, PAPERS, part="quarantine_papers",
    ),
    Action(
        "daily_paper", "Daily sheets on paper…", "The days since they came in",
        paper("daily_paper", PAPERS),
        "", "printer", "animal", Permission.LOOK, PAPERS, part="quarantine_papers",
    ),
    Action(
        "log_paper", "Person log on paper…", "Everybody who was in the unit",
        paper("log_paper", PAPERS),
        "", "printer", "animal", Permission.LOOK, PAPERS, part="quarantine_papers",
    ),
    Action(
        "release_draft", "Release certificate, draft…", "As it would be signed today",
        paper("release_draft", PAPERS),
        "", "file-certificate", "animal", Permission.LOOK, PAPERS, part="quarantine_papers",
    ),
    Action(
        "state_report", "To the state veterinarian…", "One page about a notifiable disease",
        paper("state_report", PAPERS),
        "", "file-certificate", "animal", Permission.LOOK, PAPERS, part="quarantine_papers",
    ),
)
