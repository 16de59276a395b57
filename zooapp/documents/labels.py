"""The words of the papers in each language, as data: English, Russian, Korean of Pyongyang and of Seoul.

Drafts until one native reader for each language has read them (words.md). `{}` names are filled where they are printed.
"""

from typing import Final

LOCALES: Final = ("en", "ru", "ko_KP", "ko_KR")

# key: English, Russian, Korean (Pyongyang), and Korean (Seoul) where it differs.
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "title": (
        "Animal transfer and acceptance certificate",
        "Акт приёма-передачи животных",
        "동물 인계인수서",
        "동물 인수인계서",
    ),
    "number": ("No.", "№", "번호"),
    "original": ("Original {n} of {of}", "Подлинник {n} из {of}", "원본 {n}/{of}"),
    "copy": ("Copy {n}", "Копия {n}", "사본 {n}"),
    "draft": ("DRAFT", "ЧЕРНОВИК", "초안"),
    "draft_note": ("not a document", "не документ", "문건이 아님", "효력 없음"),
    "void": ("VOID", "АННУЛИРОВАН", "무효"),
    "replaces": ("Replaces", "Взамен", "정정전 번호", "정정 전 번호"),
    "date": ("Date", "Дата", "날자", "날짜"),
    "sender": ("Transferring Party", "Передающая сторона", "넘겨주는측", "인계 측"),
    "receiver": ("Receiving Party", "Принимающая сторона", "넘겨받는측", "인수 측"),
    "represented": ("Represented by", "В лице", "대표자"),
    "acting": ("Acting under", "На основании", "권한근거", "권한 근거"),
    "licence": ("Licence", "Лицензия", "허가번호", "허가 번호"),
    "phone": ("Phone", "Телефон", "전화"),
    "basis": ("Basis", "Основание", "인계근거", "인계 근거"),
    "donation": ("donation", "дарение", "기증"),
    "sale": ("sale", "продажа", "판매"),
    "exchange": ("exchange", "обмен", "교환"),
    "loan": ("loan", "временное содержание", "대여"),
    "loan_return": ("return of loan", "возврат", "반환"),
    "ownership_only": ("ownership only", "только собственность", "소유권만"),
    "contract": ("Contract", "Договор", "계약"),
    "ownership": ("Ownership passes", "Право собственности переходит", "소유권이전", "소유권 이전"),
    "passes_on_receipt": (
        "on signature of the receipt (page {page}), for living animals",
        "при подписании акта осмотра (стр. {page}), на живых животных",
        "접수확인서({page}페지)에 수표할 때, 살아있는 동물",
        "접수확인서({page}쪽)에 서명할 때, 살아 있는 동물",
    ),
    "passes_on_signature": (
        "on signature of this certificate",
        "при подписании настоящего акта",
        "이 문서에 수표할 때",
        "이 문서에 서명할 때",
    ),
    "passes_not": ("does not pass", "не переходит", "이전되지 않음"),
    "customs_value": (
        "Customs value: proforma invoice",
        "Тамож. стоимость: проформа",
        "세관가격: 견적송장",
        "통관 가격: 견적 송장",
    ),
    "operative": (
        "The Transferring Party has handed over and the Receiving Party has accepted the animals listed in Annex 1 "
        "({pages}), which is an integral part of this certificate.",
        "Передающая сторона передала, а Принимающая сторона приняла животных, указанных в Приложении № 1 ({pages}), "
        "являющемся неотъемлемой частью настоящего акта.",
        "넘겨주는측은 부록 1({pages})에 지적된 동물들을 넘겨주었으며 넘겨받는측은 이를 넘겨받았다. "
        "부록 1은 이 문서의 뗄수 없는 구성부분으로 된다.",
        "인계 측은 부록 1({pages})에 적힌 동물을 인계하였고 인수 측은 이를 인수하였다. "
        "부록 1은 이 문서와 뗄 수 없는 일부이다.",
    ),
    "pages": ("pages {first}–{last}", "стр. {first}–{last}", "{first}~{last}페지", "{first}~{last}쪽"),
    "one_page": ("page {first}", "стр. {first}", "{first}페지", "{first}쪽"),
    "page_of": ("page {n} of {of}", "стр. {n} из {of}", "{n}/{of}페지", "{n}/{of}쪽"),
    "english_prevails": (
        "In case of divergence the English text prevails.",
        "При расхождениях преимущественную силу имеет английский текст.",
        "해석에서 차이가 있을 때에는 영어본문을 기준으로 한다.",
        "해석에 차이가 있을 때에는 영문본을 기준으로 한다.",
    ),
    "scientific_name": ("Scientific name", "Латинское название", "학명"),
    "common_name": ("English name", "Русское название", "조선말이름", "한국어 이름"),
    "counts": ("M.F.U", "самцы, самки, н. о.", "수.암.미상"),
    "total": ("Total", "Всего", "합계"),
    "transport": ("Transport", "Перевозка", "수송", "운송"),
    "air": ("air", "воздушный", "항공"),
    "road": ("road", "автомобильный", "자동차"),
    "rail": ("rail", "железнодорожный", "철도"),
    "sea": ("sea", "морской", "배", "선박"),
    "vehicle": ("Flight, vehicle", "Рейс, №", "항공편, 차량"),
    "from": ("From", "Откуда", "출발"),
    "to": ("To", "Куда", "도착"),
    "crates": ("Crates", "Клетки", "수송상자", "수송 상자"),
    "seals": ("Seals", "Пломбы", "봉인"),
    "couriers": ("Couriers", "Сопровождающие", "호송성원", "호송인"),
    "papers": ("Papers", "Документы", "문건", "서류"),
    "veterinary_certificate": ("Veterinary certificate", "Вет. сертификат", "수의검역증", "동물검역증명서"),
    "cites_permits": ("CITES permits", "Разрешения СИТЕС", "CITES허가서", "CITES 허가서"),
    "national_permits": ("National permits", "Нац. разрешения", "국가허가서", "국가 허가서"),
    "invoice": ("Invoice", "Счёт", "송장"),
    "packing_list": ("Packing list", "Упак. лист", "포장명세서", "포장 명세서"),
    "handed_over": ("Handed over", "Сдал", "넘겨준 사람", "인계자"),
    "accepted": ("Accepted", "Принял", "넘겨받은 사람", "인수자"),
    "responsible": ("Materially responsible", "Мат. ответственное лицо", "물질적책임자", "물품 책임자"),
    "date_hour": ("Date, hour", "Дата, час", "날자, 시간", "날짜, 시간"),
    "seal": ("Seal", "М.П.", "도장", "직인"),
    "initials": ("Initials", "Визы", "수표", "서명"),
    "check": ("check", "проверка", "확인"),
    "annex": ("Annex 1", "Приложение № 1", "부록 1"),
    "animal_list": ("List of animals", "Опись животных", "동물명세서", "동물 명세서"),
    "to_certificate": ("to certificate", "к акту", "문서번호", "문서 번호"),
    "species": ("Species", "Вид", "종"),
    "sex": ("Sex", "Пол", "암수", "성별"),
    "male": ("male", "самец", "수컷"),
    "female": ("female", "самка", "암컷"),
    "undetermined": ("not det.", "не опр.", "미상"),
    "indeterminate": ("indeterm.", "неопред.", "확인불가", "확인 불가"),
    "reported": ("reported", "заявлен", "통보", "보고"),
    "birth_age": ("Birth, age", "Рождение, возраст", "출생, 나이"),
    "origin": ("Origin, place", "Происхождение, место", "원산, 장소", "출처, 장소"),
    "captive": ("captive-born", "рождён в неволе", "사육출생", "사육 출생"),
    "wild": ("wild-caught", "изъят из природы", "야생포획", "야생 포획"),
    "marks": (
        "Marks: type, number, place on the body",
        "Метки: вид, номер, место на теле",
        "표식: 종류, 번호, 몸의 위치",
    ),
    "transponder": ("microchip", "микрочип", "소편(마이크로칩)", "마이크로칩"),
    "ring": ("ring", "кольцо", "발목고리", "가락지"),
    "closed_ring": ("closed ring", "кольцо неразъёмное", "통고리", "폐쇄형 가락지"),
    "open_ring": ("open ring", "кольцо разъёмное", "열린고리", "개방형 가락지"),
    "ear_tag": ("ear tag", "ушная бирка", "귀표"),
    "tattoo": ("tattoo", "татуировка", "문신"),
    "distinguishing_mark": ("distinguishing mark", "особая примета", "특징표식", "식별 특징"),
    "other": ("other mark", "иная метка", "기타 표식"),
    "sender_no": (
        "Sender's no., asset no.",
        "№ отправителя, инв. №",
        "보낸측 번호, 자산번호",
        "보낸 측 번호, 자산 번호",
    ),
    "receiver_no": ("Receiver's no.", "№ получателя", "받는측 번호", "받는 측 번호"),
    "cites_permit": (
        "CITES app., permit no.",
        "Прил. СИТЕС, № разрешения",
        "CITES부록, 허가번호",
        "CITES 부록, 허가 번호",
    ),
    "crate_seal": ("Crate, seal", "Клетка, пломба", "상자, 봉인"),
    "page_total": ("Page total", "Итого на странице", "페지합계", "쪽 합계"),
    "carried_forward": ("Carried forward", "К переносу", "다음 페지로 이월", "다음 쪽으로 이월"),
    "receipt": ("Receipt", "Акт осмотра при приёмке", "접수확인서"),
    "line_species": ("No., species", "№, вид", "번호, 종"),
    "sent": ("Sent", "Отправлено", "보낸 수"),
    "received_alive": ("Received alive", "Принято живыми", "산채로 받음", "산 채로 받음"),
    "dead": ("Dead", "Пало", "죽음", "폐사"),
    "injured": ("Injured", "Травмировано", "부상"),
    "remarks": ("Remarks", "Примечания", "비고"),
    "seals_intact": ("Seals intact", "Пломбы целы", "봉인 이상없음", "봉인 이상 없음"),
    "yes": ("yes", "да", "예"),
    "no": ("no", "нет", "아니", "아니요"),
    "opened": (
        "Crates opened (date, hour)",
        "Клетки вскрыты (дата, час)",
        "상자를 연 날자, 시간",
        "상자를 연 날짜, 시간",
    ),
    "receiver_vet": ("Receiver's veterinarian", "Ветеринарный врач получателя", "받는측 수의사", "받는 측 수의사"),
    "courier": ("Courier", "Сопровождающий", "호송성원", "호송인"),
    "state_vet": ("State veterinarian: seen", "Госветинспектор: осмотрено", "국가수의검역원 확인", "동물검역관 확인"),
    "carcasses": ("Carcasses go to", "Трупы направляются", "사체 보낼곳", "사체 보낼 곳"),
    "photo_annex": ("Annex 2: photographs", "Приложение № 2: фотографии", "부록 2: 사진"),
    "parents": ("Parents", "Родители", "아비, 어미", "부모"),
    "birthplace": ("Birthplace", "Место рождения", "출생지"),
    "studbook": ("Studbook", "Племенная книга", "혈통등록부"),
}


def label(key: str, locale: str) -> str:
    """The word of a paper in one language: en, ru, ko_KP or ko_KR; KeyError if there is none."""
    words = _WORDS[key]
    return words[min(LOCALES.index(locale), len(words) - 1)]


def labels(locales: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """All words by key and language, as a template wants them."""
    return {key: {locale: label(key, locale) for locale in locales} for key in _WORDS}
