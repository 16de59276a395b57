"""The commands about animals: what the menu, the palette and the card of an animal offer."""

from typing import Final

from ui.commands import Action, about, about_one, paper
from zooapp.i18n import N_
from zooapp.permission import Permission

PARTS: Final = {
    "health": N_("Health"),
    "young": N_("Eggs, groups and colonies"),
    "loans": N_("Loans and transit"),
    "marks": N_("Marks and records"),
    "assets": N_("Assets"),
    "papers": N_("Papers"),
    "quarantine": N_("Quarantine"),
    "quarantine_papers": N_("Quarantine papers"),
}

ANIMAL_ACTIONS: Final = (
    Action(
        "edit", "&Edit…", "Change the record that is marked", about("animal_edit", "AnimalEditForm"),
        "F2", "pencil", "animal", Permission.CORRECT, "ui.forms.animal_edit",
    ),
    Action(
        "move", "&Move…", "Take the marked animals to another place", about("move", "MoveForm"),
        "Ctrl+Shift+M", "map-pin", "animal", Permission.MOVE, "ui.forms.move",
    ),
    Action(
        "result", "Enter &result…", "A test of the marked animals", about("result", "ResultForm"),
        "Ctrl+Shift+R", "flask", "animal", Permission.QUARANTINE, "ui.forms.result",
    ),
    Action(
        "prescribe", "Prescribe…", "A treatment for the marked animals", about("prescription", "PrescriptionForm"),
        "", "pill", "animal", Permission.TREAT, "ui.forms.prescription", part="health",
    ),
    Action(
        "release", "Re&lease from quarantine…", "Sign the marked animals out of quarantine",
        about("release", "ReleaseForm"), "", "door-exit", "animal", Permission.RELEASE, "ui.forms.release",
    ),
    Action(
        "days", "Set quarantine da&ys…", "Make the quarantine shorter or longer, signed", about("days", "DaysForm"),
        "", "calendar-due", "animal", Permission.OVERRIDE_CLOCK, "ui.forms.days",
    ),
    Action(
        "edition", "Change edition of the protocol…", "The marked animals go on under a newer edition",
        about("edition", "ChangeEditionForm"), "", "files", "animal", Permission.OVERRIDE_CLOCK, "ui.forms.edition",
    ),
    Action(
        "state_paper", "Rele&ase document of the state…", "The paper that ends the state's quarantine",
        about("state_paper", "StatePaperForm"), "", "file-certificate", "animal", Permission.QUARANTINE,
        "ui.forms.state_paper",
    ),
    Action(
        "photo", "Add &photo…", "A picture of the marked animal", about("photo", "PhotoForm"),
        "Ctrl+Shift+P", "photo-plus", "animal", Permission.PHOTOGRAPH, "ui.forms.photo", parted=True,
    ),
    Action(
        "identifier", "Add &identifier…", "A chip, ring or tattoo", about("identifier", "IdentifierForm"),
        "Ctrl+Shift+I", "barcode", "animal", Permission.IDENTIFY, "ui.forms.identifier",
    ),
    Action(
        "replace_mark", "Replace mark…", "Another chip or ring in place of an old one",
        about("mark_change", "ReplaceMarkForm"), "", "refresh", "animal", Permission.IDENTIFY,
        "ui.forms.mark_change", part="marks",
    ),
    Action(
        "mark_state", "Mark lost or taken out…", "A mark failed, was lost, taken out or found again",
        about("mark_change", "MarkStateForm"), "", "link-off", "animal", Permission.IDENTIFY,
        "ui.forms.mark_change", part="marks",
    ),
    Action(
        "chip", "Transponder from stock…", "Implant a chip, or put one by for the marked animal",
        about("chip", "ChipForm"), "", "nfc", "animal", Permission.IDENTIFY, "ui.forms.chip", part="marks",
    ),
    Action(
        "join", "Join two records of one animal…", "The older record stands for both",
        about("join_records", "JoinRecordsForm"), "", "arrows-join", "animal", Permission.CORRECT,
        "ui.forms.join_records", part="marks",
    ),
    Action(
        "scan", "Attach scan…", "A PDF or a picture. It needs an incoming number, or the place of the original.",
        about("scan", "AnimalScanForm"), "", "paperclip", "animal", Permission.ATTACH, "ui.forms.scan",
    ),
    Action(
        "weigh", "&Weigh…", "The weights of the marked animals", about("weight", "WeightForm"),
        "Ctrl+Shift+W", "weight", "animal", Permission.OBSERVE, "ui.forms.weight",
    ),
    Action(
        "note", "Clinical note…", "What was seen, found, thought and planned", about("note", "NoteForm"),
        "Ctrl+Shift+N", "notes", "animal", Permission.TREAT, "ui.forms.note", part="health",
    ),
    Action(
        "problem", "Medical problem…", "A line of the problem list", about("problem", "ProblemForm"),
        "", "stethoscope", "animal", Permission.TREAT, "ui.forms.problem", part="health",
    ),
    Action(
        "examination", "Physical examination…", "By body system, with the body condition",
        about("examination", "ExaminationForm"), "", "stethoscope", "animal", Permission.TREAT,
        "ui.forms.examination", part="health",
    ),
    Action(
        "health", "Health…", "Healthy, under observation, ill or critical", about("health_state", "HealthForm"),
        "", "stethoscope", "animal", Permission.TREAT, "ui.forms.health_state", part="health",
    ),
    Action(
        "vaccinate", "Vaccination…", "Against what, which batch, when again", about("vaccination", "VaccinationForm"),
        "", "vaccine", "animal", Permission.TREAT, "ui.forms.vaccination", part="health",
    ),
    Action(
        "necropsy", "Necropsy…", "What was found in the marked animal that died", about_one("necropsy", "NecropsyForm"),
        "", "skull", "animal", Permission.TREAT, "ui.forms.necropsy", part="health",
    ),
    Action(
        "preventive", "Done by the calendar…", "Worming, hooves, tests that come round",
        about("preventive", "PreventiveDoneForm"), "", "clipboard-check", "animal", Permission.OBSERVE,
        "ui.forms.preventive", part="health",
    ),
    Action(
        "parents", "&Family…", "Who sired and who bore the marked animal", about("parents", "ParentsForm"),
        "", "users", "animal", Permission.DETERMINE, "ui.forms.parents",
    ),
    Action(
        "sex", "&Sex…", "Write down how the sex was found", about("sex", "SexForm"),
        "", "gender-female", "animal", Permission.DETERMINE, "ui.forms.sex",
    ),
    Action(
        "taxon", "&Taxon…", "Say more exactly which taxon it is",
        about("taxon_determination", "TaxonDeterminationForm"),
        "", "sitemap", "animal", Permission.DETERMINE, "ui.forms.taxon_determination",
    ),
    Action(
        "split", "Split &group…", "Take animals out of a group", about("split", "SplitForm"),
        "", "arrows-split", "animal", Permission.CORRECT, "ui.forms.split",
    ),
    Action(
        "merge", "Merge i&nto…", "Let the marked record join a group", about("merge", "MergeForm"),
        "", "arrows-join", "animal", Permission.ACCESSION, "ui.forms.merge",
    ),
    Action(
        "census", "&Count…", "Write down how many of a group were counted", about("census", "CensusForm"),
        "", "clipboard-check", "animal", Permission.DETERMINE, "ui.forms.census",
    ),
    Action(
        "birth", "Birt&h or hatch…", "Young of the marked animal or group", about("birth", "BirthForm"),
        "", "egg", "animal", Permission.ACCESSION, "ui.forms.birth", parted=True,
    ),
    Action(
        "lay", "Eggs laid…", "Eggs of the marked hen: a local ID, and no count", about_one("lay", "LayForm"),
        "", "egg", "animal", Permission.ACCESSION, "ui.forms.lay", part="young",
    ),
    Action(
        "fetus", "Fetus found…", "The marked animal is with young", about_one("lay", "FetusForm"),
        "", "stethoscope", "animal", Permission.ACCESSION, "ui.forms.lay", part="young",
    ),
    Action(
        "gather", "Into a group…", "The marked records become a group, or join one",
        about("gather", "GatherForm"), "", "arrows-join", "animal", Permission.ACCESSION, "ui.forms.gather",
        part="young",
    ),
    Action(
        "colony_size", "Colony size…", "How many animals there are about in a colony",
        about("colony", "ColonySizeForm"), "", "sum", "animal", Permission.DETERMINE, "ui.forms.colony", part="young",
    ),
    Action(
        "leave", "Lea&ves…", "To a partner, on loan, missing, released", about("departure", "DepartureForm"),
        "", "plane-departure", "animal", Permission.DISPOSE, "ui.forms.departure",
    ),
    Action(
        "come_back", "Comes &back…", "A visit, a loan returned, a missing one found",
        about("come_back", "ComeBackForm"), "", "transfer-in", "animal", Permission.ACCESSION, "ui.forms.come_back",
    ),
    Action(
        "ownership", "&Ownership…", "Another owner; the animals stay", about("transfer_act", "OwnershipForm"),
        "", "transfer", "animal", Permission.DISPOSE, "ui.forms.transfer_act",
    ),
    Action(
        "lend", "Loan out…", "Ours go to a partner and stay ours", about("loan_out", "LendForm"),
        "", "arrows-exchange", "animal", Permission.DISPOSE, "ui.forms.loan_out", part="loans",
    ),
    Action(
        "borrow", "Under a loan…", "Animals that are here and belong to others", about("loan_out", "BorrowForm"),
        "", "link", "animal", Permission.DISPOSE, "ui.forms.loan_out", part="loans",
    ),
    Action(
        "give_back", "Give back…", "What is on loan is back, or goes home", about("loan_back", "GiveBackForm"),
        "", "transfer-in", "animal", Permission.DISPOSE, "ui.forms.loan_back", part="loans",
    ),
    Action(
        "hand_on", "Hand on…", "What is on loan goes to a third party", about("loan_back", "HandOnForm"),
        "", "transfer", "animal", Permission.DISPOSE, "ui.forms.loan_back", part="loans",
    ),
    Action(
        "send", "Send (in transit)…", "They leave and are under way until received", about("transit", "SendForm"),
        "", "truck", "animal", Permission.DISPOSE, "ui.forms.transit", part="loans",
    ),
    Action(
        "receive", "Received…", "The receiver has signed for what was under way", about("transit", "ReceiveForm"),
        "", "signature", "animal", Permission.DISPOSE, "ui.forms.transit", part="loans",
    ),
    Action(
        "missing_off", "Write off what is missing…", "Nobody owns it any more", about("departure", "WriteOffForm"),
        "", "archive-off", "animal", Permission.DISPOSE, "ui.forms.departure", part="loans",
    ),
    Action(
        "shares", "Owners' shares…", "Who owns how many percent", about("owner_shares", "OwnerSharesForm"),
        "", "chart-bar", "animal", Permission.DISPOSE, "ui.forms.owner_shares", part="loans",
    ),
    Action(
        "deed", "Deed of gift…", "The paper by which animals change their owner", about("deed", "DeedForm"),
        "", "gift", "animal", Permission.LOOK, "ui.forms.deed", part="loans",
    ),
    Action(
        "death", "&Death…", "Write down that an animal died", about("death", "DeathForm"),
        "", "circle-x", "animal", Permission.DISPOSE, "ui.forms.death",
    ),
    Action(
        "take_over", "Take into the books…", "An act of take-over: inventory number and value",
        about("asset_act", "TakeOverForm"), "", "building-bank", "animal", Permission.ACCESSION,
        "ui.forms.asset_act", part="assets",
    ),
    Action(
        "asset_transfer", "Transfer to other books…", "An act of transfer, signed by a commission",
        about("asset_act", "AssetTransferForm"), "", "transfer-out", "animal", Permission.DISPOSE,
        "ui.forms.asset_act", part="assets",
    ),
    Action(
        "write_off", "Write off…", "An act of write-off, signed by a commission",
        about("asset_act", "WriteOffForm"), "", "file-x", "animal", Permission.DISPOSE,
        "ui.forms.asset_act", part="assets",
    ),
    Action(
        "specimen_report", "Specimen report…", "All that is known of the marked animals", paper("specimen_report"),
        "", "report", "animal", Permission.LOOK, "ui.animal_papers", part="papers",
    ),
    Action(
        "death_certificate", "Death certificate…", "Who died when, how and where", paper("death_paper"),
        "", "file-certificate", "animal", Permission.LOOK, "ui.animal_papers", part="papers",
    ),
    Action(
        "necropsy_report", "Necropsy report…", "What was found in the marked animal", paper("necropsy_paper"),
        "", "skull", "animal", Permission.LOOK, "ui.animal_papers", part="papers",
    ),
    Action(
        "medical_record", "Medical record…", "Problems, notes, treatments and vaccinations of the marked animal",
        paper("medical_paper"), "", "stethoscope", "animal", Permission.LOOK, "ui.animal_papers", part="papers",
    ),
    Action(
        "health_certificate", "Health certificate…", "Before a shipment: examined, vaccinated, tested, fit",
        paper("health_paper"), "", "file-certificate", "animal", Permission.TREAT, "ui.animal_papers", part="papers",
    ),
    Action(
        "vaccination_card", "Vaccination card…", "All vaccinations of the marked animal", paper("vaccination_paper"),
        "", "vaccine", "animal", Permission.LOOK, "ui.animal_papers", part="papers",
    ),
    Action(
        "audit_extract", "Audit extract…", "Every change of the marked animal, and by whom", paper("audit_extract"),
        "", "fingerprint", "animal", Permission.LOOK, "ui.animal_papers", part="papers",
    ),
    Action(
        "void_act", "Ta&ke an act back…", "An act of the marked animal that never was",
        about("void_act", "VoidActForm"), "", "restore", "animal", Permission.CORRECT, "ui.forms.void_act", parted=True,
    ),
)
