"""Finds names that stand alone in scripts without capitals, by the words beside them. Pure.

Japanese "田中氏", Korean "김 씨" and Chinese "张某" are known by what stands behind a family name; Thai "นายสมชาย กล่าว"
by what stands around a given name; Arabic, Hebrew and Hindi names by the verb of saying beside them. Elsewhere in a
sentence nothing but a dictionary tells a name from another word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from bot.writing.wordfiles import wordfile

KNOWN_BY_WORDS = frozenset({"ja", "ko", "zh", "th", "ar", "he", "hi"})
_FAMILY_NAMES = frozenset({"ja", "ko"})
"""Languages in which a family name of one sign or two may be a part of another word in a title."""
_MOST_NAMES = 9
"""Of a sentence; no news has more."""
_JAPANESE_HONORIFICS = "氏|さん|容疑者|被告|選手|監督|社長|議員|教授|首相|市長|知事"
_KOREAN_OFFICES = "대통령|대표|의원|장관|후보|시장|지사|감독|교수|회장|사장|위원장|총리|청장|변호사|선수"


def by_words_beside(sentences: Sequence[str], title: str, language: str) -> tuple[int | None, ...]:
    """For each sentence the position of the earlier one that tells a name whole which this one has alone, or None.

    "田中氏" and "김 씨" depend on "田中太郎市長" and "김철수 시장".
    """
    needed: list[int | None] = []
    for position, sentence in enumerate(sentences):
        alone = _name_alone(language)
        names = list(dict.fromkeys(alone.findall(sentence)))[:_MOST_NAMES]
        if not names:
            needed.append(None)
            continue
        rest = alone.sub(" ", sentence)
        unknown = [
            whole
            for name, whole in ((name, _whole_name(name, language)) for name in names)
            if not whole.search(rest) and not _is_told_by(title, name, whole, language)
        ]
        needed.append(
            next(
                (
                    earlier
                    for earlier, text in enumerate(sentences[:position])
                    if any(whole.search(text) for whole in unknown)
                ),
                None,
            )
        )
    return tuple(needed)


def _is_told_by(title: str, name: str, whole: re.Pattern[str], language: str) -> bool:
    """Whether the title tells who is meant; a family name of one sign or two may be a part of another word there."""
    return whole.search(title) is not None or (language not in _FAMILY_NAMES and name in title)


@cache
def _name_alone(language: str) -> re.Pattern[str]:
    """Finds a name that stands alone by what is said beside it; in Korean a family name, one of the commonest."""
    if language == "ja":
        return re.compile(
            "(?<![\u3400-\u9fff々])([\u3400-\u9fff々]{2,3})"
            rf"(?={_JAPANESE_HONORIFICS})"
        )
    if language == "ko":
        return re.compile(
            r"(?<![가-힣])([김이박최정강조윤장임오서권황안송류유홍고문양손배백허심노곽성차주우민엄채]) ?"
            rf"(?:씨|(?<= )(?:전 )?(?:{_KOREAN_OFFICES}))"
            r"(?=[^가-힣]|[은는이가을를의도와과]|에게|측|$)"
        )
    words = _words()[language]
    if language == "zh":
        return re.compile(f"(?<![\u3400-\u9fff])([{words['surnames']}](?:{words['titles']}))(?![（(])")
    if language == "th":
        titles = words["titles"].replace(".", "[.]")
        return re.compile(rf"(?:{titles})\s?+([ก-ฮเ-ไ][ก-ฺเ-๎]{{1,19}}+)(?=\s(?:{words['says']}))")
    says, other = words["says"], rf"(?:{words['sources']})\s"
    if language == "ar":
        return re.compile(rf"\A\W*+و?(?:{says})\s(?!{other})(\w{{3,}}+)\s(?=(?:{words['that']})\s)")
    if language == "he":
        return re.compile(rf"\A\W*+(?!ה|{other})(\w{{3,}}+)\s(?=(?:{says})[\s,])")
    return re.compile(rf"\A\W*+(?!{other})([^\s,।]{{2,}}+)\sने\s(?=(?:[^\s,।]++\s){{0,3}}(?:{says}))")


def _whole_name(name: str, language: str) -> re.Pattern[str]:
    """Finds where a name is told with the rest of it: a family name with a given name, or what says who bears it."""
    if language == "ko":
        return re.compile(f"(?<![가-힣]){name}(?!씨)(?:[가-힣]{{2}}|모(?![가-힣]))")
    if language == "ja":
        return re.compile(f"{name}(?!{_JAPANESE_HONORIFICS})[\u3400-\u9fff]")
    if language == "zh":
        return re.compile(f"(?<=[\u3400-\u9fff]){name}|{name}[（(]")
    if language == "th":
        return re.compile(rf"{re.escape(name)}\s(?!{_words()['th']['says']})[ก-ฮเ-ไ]")
    return re.compile(rf"(?<=[^\s.,]\s){re.escape(name)}(?=[\s.,،।!?؟]|\Z)")


def _words() -> Mapping[str, Mapping[str, str]]:
    return wordfile("bot.writing.summary", "last_names")
