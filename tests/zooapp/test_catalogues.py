"""The catalogues of the three languages: whole, up to date, true to the source, and in the words of the trade."""

import gettext
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest
from babel.messages import Catalog, Message
from hypothesis import assume, given
from hypothesis import strategies as st

from tests import laws
from tests.zooapp.test_dates import TODAY, fuzzy
from ui.actions import ACTIONS, MENUS
from zooapp import i18n
from zooapp.errors import Invalid
from zooapp.values.dates import FuzzyDate

SPOKEN = ("ru", "ko_KP", "ko_KR")
each_language = pytest.mark.parametrize("language", SPOKEN)
# What a person cannot do without: the window itself, arrivals, quarantine, the certificate, and the words below fields.
WHOLE = re.compile(
    r"ui/(actions|nav|window|top_bar|frame|form|editors|sign_in|starting|preview|faces)\.py|ui/widgets/|"
    r"ui/forms/(arrival|result|release|certificate|test_rounds|move|death|split|sex|identifier)|"
    r"ui/panels/(animal|quarantine|transfer|paper|enclosure)|"
    r"zooapp/(board|booking|counts|dates|gate|grounds|ledger|marks|rings|rounds|samples|storage|database)\.py|"
    r"zooapp/(models|documents|lists)/|"
    r"zooapp/services/(accessions|arrivals|documents|moves|quarantine|releases|results)\.py"
)
TERMS = {
    "Animals": ("Животные", "동물", "동물"),
    "Quarantine": ("Карантин", "검역", "검역"),
    "Enclosures": ("Вольеры", "동물사", "사육장"),
    "Transfers": ("Поступления и отправки", "반입·반출", "반입·반출"),
    "Administration": ("Администрирование", "체계관리", "시스템 관리"),
    "Filter": ("Фильтр", "려과", "필터"),
    "Save": ("Сохранить", "보관", "저장"),
    "Cancel": ("Отмена", "취소", "취소"),
    "Undo": ("Отменить действие", "되돌리기", "실행 취소"),
    "Lock (Ctrl+L)": ("Заблокировать (Ctrl+L)", "잠그기 (Ctrl+L)", "잠그기 (Ctrl+L)"),
    "Password": ("Пароль", "통과암호", "비밀번호"),
    "Backup": ("Резервная копия", "여벌복사", "백업"),
    "overdue": ("просрочено", "기한지남", "기한 지남"),
    "House name": ("Кличка", "이름", "이름"),
    "Scientific name": ("Латинское название", "학명", "학명"),
    "Sex": ("Пол", "암수구분", "성별"),
    "sex unknown": ("пол не определён", "암수미상", "성별 미상"),
    "Transponder": ("Микрочип", "소편(마이크로칩)", "마이크로칩"),
    "Captive-born": ("Рождён в неволе", "사육출생", "사육 출생"),
    "Dead on arrival": ("Пали в пути", "도착시 죽음", "도착 시 폐사"),
    "In transit": ("В пути", "수송중", "운송 중"),
    "positive": ("положительный", "양성", "양성"),
    "inconclusive": ("сомнительный", "판정보류", "판정 보류"),
    "Release from quarantine": ("Снятие с карантина", "검역해제", "검역 해제"),
    "Blocked": ("Снять пока нельзя", "해제불가", "해제 불가"),
    "Transfer certificate": ("Акт приёма-передачи животных", "동물 인계인수서", "동물 인수인계서"),
    "Deed of gift": ("Договор дарения", "기증서", "기증 증서"),
    "Veterinary certificate": ("Ветеринарный сертификат", "수의검역증", "동물검역증명서"),
    "CITES export permit": ("Разрешение СИТЕС на вывоз", "CITES 수출허가서", "CITES 수출허가서"),
    "Confidence": ("Достоверность", "믿음도", "신뢰도"),
    "Void": ("Аннулирован", "무효", "무효"),
}


@lru_cache
def tool() -> ModuleType:
    """The script that collects the texts."""
    spec = importlib.util.spec_from_file_location("texts", laws.ROOT / ".ci" / "texts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache
def source() -> Catalog:
    found: Catalog = tool().template()
    return found


@lru_cache
def catalogue(language: str) -> Catalog:
    found: Catalog = tool().read(path(language))
    return found


def path(language: str) -> Path:
    return i18n.FOLDER / language / "LC_MESSAGES" / "zoo.po"


def forms(text: object) -> tuple[str, ...]:
    """The plural forms of an id or of its translation; one when it has no plural."""
    return (text,) if isinstance(text, str) else tuple(text) if isinstance(text, (tuple, list)) else ()


def pairs(language: str) -> Iterator[tuple[str, str, Message]]:
    """The source of each text (the plural, where it has one), and each form of its translation."""
    for message in catalogue(language):
        for form in forms(message.string) if message.id else ():
            yield forms(message.id)[-1], form, message


def gaps(text: str) -> Counter[tuple[str, str]]:
    return Counter((name, spec or "") for _text, name, spec, _conversion in Formatter().parse(text) if name is not None)


def letters(text: str) -> list[str]:
    """The letters that Alt goes to."""
    return [letter.casefold() for letter in re.findall(r"&(\w)", text.replace("&&", ""))]


@each_language
def test_each_text_of_the_program_is_in_the_catalogue_and_none_besides(language: str) -> None:
    assert {forms(message.id) for message in catalogue(language)} == {forms(message.id) for message in source()}


@each_language
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    with path(language).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogue(language):
        said, form = forms(message.id), forms(message.string)
        if len(said) == 2:
            assert {compiled.ngettext(*said, n) for n in range(101)} == set(form)
        elif message.id and form[0]:
            assert compiled.gettext(said[0]) == form[0]


@each_language
def test_nothing_waits_for_a_second_look(language: str) -> None:
    assert [message.id for message in catalogue(language) if message.id and message.fuzzy] == []


@each_language
def test_the_window_arrivals_quarantine_and_the_certificate_are_translated_whole(language: str) -> None:
    left = set(tool().untranslated(catalogue(language)))
    places = {said[0]: m.locations for m in catalogue(language) if (said := forms(m.id))}
    assert [text for text in sorted(left) if any(WHOLE.match(file) for file, _line in places[text])] == []


@each_language
def test_what_is_filled_in_is_the_same_in_each_language(language: str) -> None:
    wrong = [(said, form) for said, form, _ in pairs(language) if form and gaps(said) != gaps(form)]
    assert wrong == []


@each_language
def test_an_ellipsis_and_a_letter_for_alt_stay(language: str) -> None:
    wrong = [
        (said, form)
        for said, form, _ in pairs(language)
        if form and (said.endswith("…") != form.endswith("…") or len(letters(said)) != len(letters(form)))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["ko_KP", "ko_KR"])
def test_the_letter_for_alt_stands_behind_a_korean_word(language: str) -> None:
    shown = [form for _, form, _ in pairs(language) if letters(form)]
    assert shown
    assert [form for form in shown if not re.search(r"\(&[A-Z]\)…?$", form)] == []


@pytest.mark.parametrize("language", ["ko_KP", "ko_KR"])
def test_a_korean_particle_fits_the_end_of_its_word(language: str) -> None:
    """을 follows a final consonant, 를 and 와 an open syllable: a syllable is open when 28 divides its place."""
    wrong = [
        form
        for _, form, _ in pairs(language)
        for end, particle in re.findall(r"([가-힣])(을|를|와)(?![가-힣(])", form)
        if ((ord(end) - ord("가")) % 28 == 0) is (particle == "을")
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["en", *SPOKEN])
def test_no_two_lines_of_a_menu_share_a_letter(language: str) -> None:
    say = i18n.catalogue(language).gettext
    menus = [list(MENUS.values()), *([a.text for a in ACTIONS if a.menu == menu] for menu in MENUS)]
    for lines in menus:
        used = Counter(letter for line in lines for letter in letters(say(line)))
        assert [letter for letter, times in used.items() if times > 1] == []


@each_language
def test_no_part_of_the_window_shares_more_letters_than_in_english(language: str) -> None:
    files: dict[str, list[tuple[str, str]]] = {}
    for said, form, message in pairs(language):
        for file, _line in message.locations:
            if re.match(r"ui/(forms|panels)/|ui/(preview|sign_in|first_run|listing)\.py", file):
                files.setdefault(file, []).append((said, form))
    for file, texts in files.items():
        english, here = ([letter for two in texts for letter in letters(two[side])] for side in (0, 1))
        assert len(set(here)) >= len(set(english)), (file, sorted(here))


@pytest.mark.parametrize("term", TERMS)
def test_the_words_of_the_trade_are_used(term: str) -> None:
    assert tuple(i18n.catalogue(language).gettext(term) for language in SPOKEN) == TERMS[term]


def test_the_north_has_its_own_spelling() -> None:
    southern = re.compile(r"저장|필터|서명|비밀번호|로그인|백신|살모넬라|사육장|날짜|파일|프로그램|이유|연속|폐사")
    assert [form for _, form, _ in pairs("ko_KP") if southern.search(form)] == []
    northern = re.compile(r"려과|통과암호|왁찐|쌀모넬라|동물사|날자|화일|프로그람|리유|련속|페사")
    assert [form for _, form, _ in pairs("ko_KR") if northern.search(form)] == []


def reads_back(date: FuzzyDate, language: str) -> bool:
    i18n.use(language)
    try:
        return FuzzyDate.parse(date.show(), TODAY) == date
    except Invalid:
        return False
    finally:
        i18n.use("en")


@given(fuzzy, st.sampled_from(SPOKEN))
def test_a_date_that_reads_back_in_english_does_so_in_each_language(date: FuzzyDate, language: str) -> None:
    assume(reads_back(date, "en"))
    assert reads_back(date, language)


@pytest.mark.parametrize(
    ("language", "before", "after", "unknown"),
    [
        ("ru", "20 нояб. 2024 или раньше", "май 2019 или позже", "неизвестно"),
        ("ko_KP", "2024. 11. 20.까지", "2019년 5월부터", "미확인"),
        ("ko_KR", "2024. 11. 20.까지", "2019년 5월부터", "미확인"),
    ],
)
def test_the_date_comes_before_its_word(language: str, before: str, after: str, unknown: str) -> None:
    shown = [FuzzyDate.parse(text, TODAY).show(language) for text in ("by 20 Nov 2024", "since May 2019", "unknown")]
    assert shown == [before, after, unknown]
