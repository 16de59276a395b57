"""The seal: what a QR and a file say about who made them, and that nothing in them can change unseen."""

import datetime as dt
import io
import random
from dataclasses import replace

import pikepdf
import pytest

from tests.zooapp.certificate_sample import FOUNDING
from zooapp.documents.certificate import Edition, State, draft_pdf, sealed_pdf, signed_text
from zooapp.documents.seal import (
    Head,
    Payload,
    SealingKey,
    Verdict,
    certify,
    check_file,
    code_of,
    is_certified,
    make_workstation_key,
    make_zoo_key,
    read_payload,
    read_seal,
    seal_file,
    sign_payload,
)

ZOO = make_zoo_key()
_PAIR = make_workstation_key()
KEY = SealingKey(_PAIR.private, _PAIR.public, certify(ZOO.private, _PAIR.public))
HEADS = (Head(1, 120, "ab" * 32), Head(7, 9, "cd" * 32))
PAYLOAD = Payload("TR-2024-017/6", 0, "MOSCOW", dt.date(2024, 11, 20), 75, FOUNDING.digest()[:16])


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return sealed_pdf(FOUNDING, Edition(State.ORIGINAL), KEY, HEADS)


def test_a_sealed_file_is_genuine_and_still_opens(sealed: bytes) -> None:
    assert check_file(sealed, ZOO.public) is Verdict.GENUINE
    with pikepdf.open(io.BytesIO(sealed)) as opened:
        assert len(opened.pages) == 4
        assert not opened.check_pdf_syntax()


def test_the_seal_keeps_the_length_of_the_file_and_changes_nothing_but_its_digits(sealed: bytes) -> None:
    seal = read_seal(sealed)
    assert seal is not None
    digits = seal.signature.hex().encode()
    assert sealed.count(digits) == 2
    unsealed = sealed.replace(digits, b"0" * 128)
    assert len(unsealed) == len(sealed)
    assert seal_file(unsealed, KEY) == sealed


def test_the_heads_of_the_journal_stand_under_the_seal(sealed: bytes) -> None:
    seal = read_seal(sealed)
    assert seal is not None
    assert seal.heads == HEADS
    assert seal.workstation == KEY.public
    assert is_certified(ZOO.public, seal.workstation, seal.certificate)
    assert check_file(sealed.replace(b"-1:120:", b"-1:121:"), ZOO.public) is Verdict.ALTERED


def test_G14_one_flipped_byte_anywhere_is_seen(sealed: bytes) -> None:
    chance = random.Random(14)
    keywords = sealed.index(b"zooseal1-")
    packet = sealed.index(b"zooseal1-", keywords + 1)
    places = [*range(keywords, keywords + 340, 3), *range(packet, packet + 340, 3), 0, len(sealed) - 1]
    places += chance.choices(range(len(sealed)), k=300)
    for place in places:
        flipped = bytearray(sealed)
        flipped[place] ^= 1 << chance.randrange(8)
        assert check_file(bytes(flipped), ZOO.public) is Verdict.ALTERED, place


def test_G14_bytes_added_or_lost_are_seen(sealed: bytes) -> None:
    assert check_file(sealed + b"\n", ZOO.public) is Verdict.ALTERED
    assert check_file(sealed[:-1], ZOO.public) is Verdict.ALTERED


def test_a_file_without_our_seal_is_unknown() -> None:
    assert check_file(draft_pdf(FOUNDING, Edition()), ZOO.public) is Verdict.UNKNOWN
    assert read_seal(b"%PDF-1.7 nothing") is None


def test_a_workstation_that_the_zoo_did_not_certify_cannot_seal_in_its_name() -> None:
    pair, other_zoo = make_workstation_key(), make_zoo_key()
    stranger = SealingKey(pair.private, pair.public, certify(other_zoo.private, pair.public))
    forged = sealed_pdf(FOUNDING, Edition(State.ORIGINAL), stranger, HEADS)
    assert check_file(forged, ZOO.public) is Verdict.UNKNOWN
    assert check_file(forged, other_zoo.public) is Verdict.GENUINE


def test_a_file_that_kept_no_place_cannot_be_sealed(sealed: bytes) -> None:
    for file in (sealed, draft_pdf(FOUNDING, Edition())):
        with pytest.raises(ValueError, match="no place"):
            seal_file(file, KEY)


def test_a_qr_says_what_it_was_signed_for() -> None:
    text = sign_payload(PAYLOAD, KEY)
    assert read_payload(text, KEY.public) == PAYLOAD
    assert read_payload(signed_text(FOUNDING, KEY), KEY.public) == PAYLOAD


def test_a_qr_that_was_changed_or_signed_by_another_is_not_read() -> None:
    text = sign_payload(PAYLOAD, KEY)
    for at in range(len(text)):
        other = "A" if text[at] != "A" else "B"
        assert read_payload(text[:at] + other + text[at + 1 :], KEY.public) is None
    assert read_payload(text, make_workstation_key().public) is None
    for nonsense in ("", "A", "https://example.org", "::::::"):
        assert read_payload(nonsense, KEY.public) is None


def test_the_qr_is_a_stamp_in_the_compact_alphabet() -> None:
    text = sign_payload(replace(PAYLOAD, number="TR-2024-017/6", revision=12), KEY)
    assert len(text) < 180
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def test_the_code_under_the_qr_has_twelve_characters_and_follows_its_text() -> None:
    text = sign_payload(PAYLOAD, KEY)
    code = code_of(text)
    assert len(code.replace("-", "")) == 12
    assert code == code_of(text)
    assert code != code_of(sign_payload(replace(PAYLOAD, total=76), KEY))


def test_signatures_for_one_purpose_do_not_serve_another() -> None:
    body = make_workstation_key().public
    as_payload = sign_payload(PAYLOAD, SealingKey(ZOO.private, ZOO.public, b""))
    assert not is_certified(ZOO.public, body, as_payload.encode()[-64:])
    assert read_payload(as_payload, KEY.public) is None
