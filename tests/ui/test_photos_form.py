"""Photos come in from files, a folder, the clipboard and a drop; what is no picture says so, the rest goes through."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from tests import pictures
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from ui.forms.photo import PhotoForm
from ui.forms.photo_caption import PhotoCaptionForm
from ui.forms.photo_viewer import PhotoViewer
from ui.panels.animal_card import AnimalCard
from zooapp.models import Media, MediaLink
from zooapp.portraits_of import Shot, portrait, shots


@pytest.fixture(autouse=True)
def empty_clipboard() -> None:
    QGuiApplication.clipboard().clear()


@pytest.fixture
def lion(hand: Hand) -> int:
    return hand.comes("Panthera leo", "0.1.0", "LT")


@pytest.fixture
def form(hand: Hand, lion: int) -> PhotoForm:
    return hand.open(PhotoForm, lion)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good pictures, a HEIC that lies on its side, and four that are none."""
    made = tmp_path / "photos"
    (made / "second day").mkdir(parents=True)
    (made / "lion.jpg").write_bytes(pictures.encoded(pictures.scene(), exif=pictures.camera()))
    Image.linear_gradient("L").save(made / "second day" / "gradient.png")
    (made / "phone.heic").write_bytes(pictures.HEIC.read_bytes())
    whole = pictures.encoded(pictures.scene((900, 700)))
    (made / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (made / "bomb.png").write_bytes(pictures.png_head(60_000, 60_000))
    (made / "note.jpg").write_text("no picture at all")
    (made / "list.txt").write_text("not looked at")
    return made


def said(form: PhotoForm) -> dict[str, str]:
    """What stands beside each picture, by name."""
    names = [one.name for one in form.intake.pictures]
    return dict(zip(names, [line.words.text() for line in form.lines], strict=True))


def kept(hand: Hand, animal: int) -> list[Shot]:
    found: list[Shot] = hand.ask(lambda s: shots(s, "animal", animal))
    return found


def picture(seed: int = 0) -> bytes:
    """A picture that looks like no other."""
    image = Image.effect_noise((320, 240), 120) if seed else pictures.scene()
    return pictures.encoded(image, "PNG")


def drop(target: PhotoForm | AnimalCard, mime: QMimeData) -> bool:
    """Drag over it and let go; gives whether it takes such a thing."""
    keys, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, keys, none)
    over.ignore()
    QApplication.sendEvent(target, over)
    if over.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, keys, none))
    return over.isAccepted()


def test_a_folder_gives_its_pictures_and_says_what_is_wrong_with_each_of_the_others(
    hand: Hand, lion: int, form: PhotoForm, folder: Path
) -> None:
    form.take_paths([folder])
    hand.settle()
    found = said(form)
    assert found["lion.jpg"] == "640 × 480 · 20.11.2024"
    assert found["bomb.png"].startswith("This picture is too large")
    assert found["cut.jpg"].startswith("This picture is broken or cut off")
    assert found["note.jpg"].startswith("This file is damaged, or no picture")
    assert "list.txt" not in found
    assert access.faults(form) == []
    assert form.save_button.text() == "Add 3 photos"
    assert hand.save(form, caption="On the terrace", taken_by="Ri Chol") == {}
    assert {(one.caption, one.taken_by) for one in kept(hand, lion)} == {("On the terrace", "Ri Chol")}
    assert {one.type for one in kept(hand, lion)} == {"image/jpeg", "image/png", "image/heic"}
    assert [one.primary for one in kept(hand, lion)] == [True, False, False]
    assert str(kept(hand, lion)[0].taken_on) == "2024-11-20"
    assert hand.told() == ["3 photos added. 3 left out."]


def test_the_originals_stand_in_the_folder_and_a_small_picture_is_shown_before_saving(
    hand: Hand, form: PhotoForm, folder: Path
) -> None:
    form.take_paths([folder / "phone.heic"])
    hand.settle()
    small = form.intake.pictures[0].small
    assert small is not None
    assert max(small.width(), small.height()) <= 320
    stored = [file for file in pictures.files(hand.desk.home.media) if len(file.name) == 64]
    assert [file.read_bytes() for file in stored] == [pictures.HEIC.read_bytes()]
    assert hand.ask(lambda s: s.scalars(select(Media)).all()) == []
    form.reject()


def test_the_same_photo_twice_is_said_and_left_out(hand: Hand, lion: int, form: PhotoForm, folder: Path) -> None:
    form.take_paths([folder / "lion.jpg", folder / "lion.jpg"])
    hand.settle()
    assert [line.words.text() for line in form.lines][1] == "This photo is in this list already."
    assert hand.save(form) == {}
    again = hand.open(PhotoForm, lion)
    again.take_paths([folder / "lion.jpg"])
    hand.settle()
    assert said(again) == {"lion.jpg": "This photo is here already."}
    assert hand.save(again) == {"": "Choose a photo first."}
    assert len(kept(hand, lion)) == 1


def test_a_photo_like_one_that_is_there_is_doubted_and_goes_through(hand: Hand, lion: int, form: PhotoForm) -> None:
    scene = pictures.scene()
    form.take([("one.jpg", pictures.encoded(scene)), ("two.jpg", pictures.encoded(scene, quality=60))])
    hand.settle()
    assert said(form)["two.jpg"] == "This photo looks like one that is here already."
    assert hand.save(form) == {}
    assert len(kept(hand, lion)) == 2


def test_a_picture_in_the_clipboard_is_pasted(hand: Hand, lion: int, form: PhotoForm) -> None:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(form.editors["caption"].widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert said(form) == {"From the clipboard": "64 × 48"}
    assert hand.save(form) == {}
    assert [one.type for one in kept(hand, lion)] == ["image/png"]


def test_a_text_in_the_clipboard_is_pasted_into_its_field(hand: Hand, form: PhotoForm) -> None:
    QGuiApplication.clipboard().setText("On the terrace")
    QTest.keyClick(form.editors["caption"].widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (form.editors["caption"].text(), form.lines) == ("On the terrace", [])


def test_files_are_dropped_on_the_form(hand: Hand, form: PhotoForm, folder: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder / "lion.jpg"))])
    assert drop(form, mime)
    hand.settle()
    assert list(said(form)) == ["lion.jpg"]
    words = QMimeData()
    words.setText("lion.jpg")
    assert not drop(form, words)


def test_files_dropped_on_the_card_of_an_animal_open_the_form_with_them(hand: Hand, lion: int, folder: Path) -> None:
    card = AnimalCard(hand.desk)
    card.setParent(hand.window)
    card.show()
    card.show_record(lion)
    hand.settle()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    assert drop(card, mime)
    hand.settle()
    form = next(each for each in card.findChildren(PhotoForm) if each.isVisible())
    assert len(form.lines) == 6
    assert hand.save(form) == {}
    assert len(kept(hand, lion)) == 3


@pytest.mark.parametrize("role", ["viewer"])
def test_who_may_not_photograph_drops_nothing(hand: Hand, folder: Path) -> None:
    card = AnimalCard(hand.desk)
    card.setParent(hand.window)
    assert not card.acceptDrops()
    card.record = 1
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    assert not drop(card, mime)


def test_nothing_is_saved_while_pictures_are_read_and_stop_ends_the_reading(
    hand: Hand, lion: int, form: PhotoForm
) -> None:
    form.take([(f"{n}.png", picture(n)) for n in range(9)])
    form.save()
    assert [problem.text for problem in form.problems()] == ["Not all pictures are read yet. A moment."]
    assert form.progress.isVisible()
    form.stop_button.click()
    hand.settle()
    assert not form.progress.isVisible()
    assert "Stopped before it was read." in said(form).values()
    assert form.intake.waiting == 0


def test_a_folder_of_photos_that_is_not_there_is_said_beside_each(hand: Hand, form: PhotoForm) -> None:
    hand.desk.home.media.rename(hand.desk.home.media.with_name("away"))
    form.take([("one.png", picture())])
    hand.settle()
    assert said(form)["one.png"].startswith("The photo folder")


def test_a_photo_is_looked_at_in_large_captioned_made_the_portrait_and_taken_back(
    hand: Hand, lion: int, form: PhotoForm
) -> None:
    form.take([("one.png", picture(0)), ("two.png", picture(1))])
    hand.settle()
    assert hand.save(form) == {}
    card = AnimalCard(hand.desk)
    card.setParent(hand.window)
    card.resize(340, 700)
    card.show()
    card.show_record(lion)
    hand.settle()
    gallery = card.gallery
    assert gallery is not None
    assert [tile.accessibleName() for tile in gallery.tiles] == ["Photo · portrait", "Photo"]
    QTest.keyClick(gallery.tiles[1], Qt.Key.Key_Space)
    viewer = next(each for each in card.findChildren(PhotoViewer) if each.isVisible())
    hand.settle()
    assert access.faults(viewer) == []
    second = viewer.photo.sha
    QTest.keyClick(viewer, Qt.Key.Key_Left)
    assert (viewer.at, viewer.chip.isVisible()) == (0, True)
    QTest.keyClick(viewer, Qt.Key.Key_Right)
    viewer.portrait.click()
    hand.settle()
    assert hand.ask(lambda s: portrait(s, "animal", [lion])) == {lion: second}
    assert (viewer.photo.sha, viewer.at) == (second, 0)
    viewer.edit.click()
    hand.settle()
    caption = next(each for each in viewer.findChildren(PhotoCaptionForm) if each.isVisible())
    words = "That day has not come yet."
    assert hand.save(caption, caption="Ra, asleep", taken_on="1.12.2031") == {"taken_on": words}
    assert hand.save(caption, taken_on="18.11.2024") == {}
    assert viewer.caption.text() == "Ra, asleep"
    viewer.back.click()
    hand.settle()
    assert [one.sha256 for one in kept(hand, lion)] != [second]
    assert len(kept(hand, lion)) == 1
    assert hand.ask(lambda s: len(s.scalars(select(MediaLink)).all())) > 1
