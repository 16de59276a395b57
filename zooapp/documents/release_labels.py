"""The words of the release from quarantine in each language: English, Russian, Korean of Pyongyang and of Seoul.

Drafts until one native reader for each language has read them (words.md). `{}` names are filled where they are printed.
"""

from typing import Final

from zooapp.documents.labels import LOCALES

# key: English, Russian, Korean (Pyongyang), and Korean (Seoul) where it differs.
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "title": (
        "Certificate of completion of quarantine in the institution",
        "Акт о снятии животных с карантина",
        "검역해제확인서",
        "검역 해제 확인서",
    ),
    "number": ("No.", "№", "번호"),
    "draft": ("DRAFT", "ЧЕРНОВИК", "초안"),
    "page_of": ("Page {n} of {of}", "Лист {n} из {of}", "{n}/{of}페지", "{n}/{of}쪽"),
    "check": ("Check by phone", "Проверка по телефону", "전화확인", "전화 확인"),
    "facility": ("Facility, unit", "Учреждение, помещение", "검역시설, 검역칸", "검역 시설, 검역실"),
    "approval": ("Approval No.", "№ разрешения", "승인번호", "승인 번호"),
    "animals": ("Animals", "Животные", "동물"),
    "local_id": ("ID", "Учётный №", "등록번호", "개체 번호"),
    "species": ("Species", "Вид", "종"),
    "count": ("M.F.U", "Самцы.самки.пол не опр.", "수.암.미상"),
    "marks": ("Chip, ring, tag", "Чип, кольцо, бирка", "소편, 발목고리, 귀표", "마이크로칩, 가락지, 귀표"),
    "total": ("Total", "Итого", "합계"),
    "arrived": ("Arrived from, on", "Поступили откуда, когда", "반입한 곳, 날자", "반입처, 날짜"),
    "order": (
        "State order (No., authority)",
        "Предписание государства (№, орган)",
        "국가검역지시서(번호, 기관)",
        "검역 명령서(번호, 기관)",
    ),
    "document": (
        "Release document of the authority",
        "Документ органа о снятии",
        "국가검역기관의 해제문건",
        "검역 기관의 해제 문서",
    ),
    "period": ("Quarantine from – to", "Карантин с – по", "검역기간", "검역 기간"),
    "full_days": ("{n} full days", "полных дней: {n}", "만 {n}일"),
    "entry_is_0": ("the day of entry is day 0", "день поступления – день 0", "들어온 날은 0일", "입고일은 0일"),
    "restarts": ("Counting begun again", "Отсчёт начат заново", "날자계산을 다시 시작함", "일수 재시작"),
    "newcomer": (
        "{day}: {animal}, {taxon} came into {unit}",
        "{day}: в {unit} поступил(а) {animal}, {taxon}",
        "{day}: {unit}에 {animal}({taxon}) 들어옴",
        "{day}: {unit}에 {animal}({taxon}) 반입",
    ),
    "days_set": (
        "{day}: {n} days set by {who}. Reason: {why}",
        "{day}: установлено дней: {n}, {who}. Причина: {why}",
        "{day}: {who} {n}일로 정함. 리유: {why}",
        "{day}: {who} {n}일로 정함. 사유: {why}",
    ),
    "none": ("none", "нет", "없음"),
    "tests": ("Tests", "Исследования", "검사"),
    "test": ("Requirement", "Требование", "요구사항", "요건"),
    "material": ("Material", "Материал", "검사재료", "검체"),
    "n_of": ("n of N", "n из N", "n/N"),
    "sampled": ("Sampled", "Взято", "채취날자", "채취일"),
    "lab": ("Laboratory, No.", "Лаборатория, №", "검사기관, 번호", "검사 기관, 번호"),
    "result": ("Result", "Результат", "결과"),
    "accepted": ("Accepted by, on", "Принял, когда", "확인한 사람, 날자", "확인자, 날짜"),
    "negative_on": ("tested negative on {day}", "отрицательно", "음성"),
    "positive_on": ("tested positive on {day}: {which}", "положительно", "양성"),
    "inconclusive_on": ("inconclusive on {day}", "сомнительно", "판정보류", "판정 보류"),
    "substituted": ("not obtainable: {why}", "получить невозможно", "얻을수 없음", "채취 불가"),
    "treatments": (
        "Treatments and vaccines, with batch",
        "Обработки и вакцины, серия",
        "치료와 왁찐접종(제조번호)",
        "치료와 백신 접종(제조 번호)",
    ),
    "deaths": ("Deaths, necropsy", "Падёж, вскрытие", "페사, 해부", "폐사, 부검"),
    "dead_on": ("{day}: {animal}, {n}", "{day}: {animal}, {n}", "{day}: {animal}, {n}"),
    "kept": ("Not released, and why", "Не сняты и почему", "해제하지 않은 동물과 리유", "해제하지 않은 동물과 사유"),
    "destination": ("Destination", "Направляются в", "옮겨갈 곳", "이동할 곳"),
    "conditions": ("Conditions", "Условия", "조건"),
    "statement": (
        "The institution's quarantine of the animals listed ends on {day} at {hour}. "
        "This certificate does not replace a document of the state veterinary service.",
        "Карантин учреждения для перечисленных животных завершён {day} в {hour}. "
        "Настоящий акт не заменяет документа государственной ветеринарной службы.",
        "우에 적은 동물에 대한 기관검역은 {day} {hour}에 끝난다. "
        "이 확인서는 국가수의기관의 문건을 대신하지 않는다.",
        "위에 적은 동물에 대한 기관 검역은 {day} {hour}에 끝난다. "
        "이 확인서는 국가 수의 기관의 문서를 대신하지 않는다.",
    ),
    "veterinarian": ("Veterinarian, licence", "Ветеринарный врач, лицензия", "수의사, 자격번호", "수의사, 면허 번호"),
    "keeper": ("Responsible keeper", "Ответственный рабочий", "책임사육공", "책임 사육사"),
    "head": ("Head of the institution", "Руководитель учреждения", "기관책임자", "기관장"),
    "commission": ("Commission (three)", "Комиссия (трое)", "위원회(3명)", "위원회(3인)"),
    "state_vet": (
        "Seen by the state veterinarian",
        "Отметка государственного ветеринарного врача",
        "국가수의사 확인",
        "국가 수의사 확인",
    ),
    "sign": ("signature, date", "подпись, дата", "수표, 날자", "서명, 날짜"),
    "seal": ("Seal", "М. П.", "도장", "인"),
}


def labels(tongues: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """By key, the words in these languages."""
    found: dict[str, dict[str, str]] = {}
    for key, words in _WORDS.items():
        known = dict(zip(LOCALES, (*words, *words[-1:] * (len(LOCALES) - len(words))), strict=True))
        found[key] = {tongue: known[tongue] for tongue in tongues}
    return found
