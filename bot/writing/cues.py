"""Words that show that a sentence depends on the one before it ("He", "However"), or that it is a comment. Pure.

The lists are per language. In a language without a list, every sentence counts as independent, so a summary may begin
with "He".
"""

from __future__ import annotations

import re
from functools import cache

_LEANING = {
    "en": "this|these|those|that|it|he|she|they|him|his|her|their|its|such|both|another|here|the (?:two|three|former"
    "|latter|pair|move|news|call|decision|statement|announcement)"
    "|however|therefore|thus|hence|moreover|furthermore|indeed|of course|yet|but|and|or|so|then|meanwhile|instead"
    "|nevertheless|nonetheless|still|also|after all|in addition|additionally|for (?:example|instance)|as a result"
    "|on the other hand|similarly|likewise|overall|until then|otherwise|consequently|accordingly|besides|in fact"
    "|in turn|at the same time|despite this|even so|to that end|by contrast|in contrast|in other words|separately"
    "|again|afterwards|later|because of this|with that|in doing so",
    "de": "dies\\w*|er|sie|ihr\\w*|sein\\w*|das|jen\\w*|solch\\w*|doch|aber|jedoch|deshalb|daher|darum|außerdem|zudem"
    "|dennoch|trotzdem|dabei|dazu|damit|dadurch|dagegen|deswegen|auch|und|oder|denn|allerdings|allein|beide\\w*|dort"
    "|ferner|folglich|hingegen|inzwischen|insgesamt|natürlich|schließlich|so|somit|zugleich",
    "fr": "ce|cet|cette|ces|cela|ceci|celui-ci|celle-ci|il|elle|ils|elles|leur|leurs|son|sa|ses|cependant|toutefois"
    "|mais|donc|ainsi|en effet|par ailleurs|or|et|pourtant|néanmoins|de plus|en outre|par conséquent|d'ailleurs"
    "|également|enfin|ensuite|selon (?:lui|elle|eux)",
    "es": "este|esta|estos|estas|esto|eso|ese|esa|él|ella|ellos|ellas|su|sus|sin embargo|pero|además|por lo tanto|así"
    "|también|y|o|no obstante|por eso|entonces|asimismo|según (?:él|ella)|en cambio|mientras tanto",
    "pt": "este|esta|estes|estas|isto|isso|esse|essa|ele|ela|eles|elas|seu|sua|mas|porém|além disso|portanto|assim"
    "|também|e|ou|no entanto|entretanto|contudo|por isso",
    "it": "questo|questa|questi|queste|quello|quella|ciò|egli|lui|lei|essi|loro|suo|sua|ma|però|inoltre|quindi|così"
    "|anche|e|o|tuttavia|infatti|perciò|dunque|invece",
    "ru": "он|она|оно|они|его|её|ее|их|ему|ей|им|это|этот|эта|эти|этого|этому|эту|такой|такая|такие|там|тогда|однако"
    "|поэтому|но|а|и|или|также|кроме того|при этом|таким образом|тем не менее|впрочем|затем|зато|между тем|более того"
    "|в то же время|к тому же|конечно|например|в целом",
    "uk": "він|вона|воно|вони|його|її|їх|це|цей|ця|ці|однак|проте|тому|але|а|і|та|також|крім того|при цьому|отже",
    "ar": "هذا|هذه|ذلك|تلك|هو|هي|هم|هؤلاء|لكن|ولكن|لذلك|ولذلك|كما|وأضاف|وأضافت|وتابع|وأوضح|غير أن|إلا أن|ومع ذلك"
    "|بينما|وبذلك|وهو|وهي|وكان|وكانت|إنه|إنها|وأكد",
    "hi": "यह|ये|वह|वे|इस|उस|इन|उन|इसके|उसके|इनके|उनके|इससे|उससे|इसमें|उन्होंने|उसने|इसने|लेकिन|मगर|हालांकि"
    "|हालाँकि|इसलिए|और|साथ ही"
    "|वहीं|इसी|ऐसे|तब|फिर भी|दोनों",
}
_LEANING_WITHOUT_SPACES = {
    "ja": "これ|それ|あれ|この|その|あの|ここ|そこ|彼|彼女|同氏|同社|同省|両"
    "|しかし|だが|ただ|また|さらに|一方|そして|そのため|このため|なお|こうした|そうした|だから|つまり|では|でも|すると"
    "|ところが|とはいえ|むしろ|例えば|たとえば|もちろん|加えて|続いて",
    "zh": "这|那|他|她|它|其|该|此|但|然而|因此|所以|不过|同时|而且|并且|另外|例如|当然|于是|随后|双方|两",
    "th": "เขา|เธอ|พวกเขา|นี่|นั่น|แต่|อย่างไรก็ตาม|ดังนั้น|นอกจากนี้|ทั้งนี้|ซึ่ง|และ|โดย|ทั้งสอง",
}
_COMMENT = {
    "en": r"it (?:appears|seems|is (?:apparent|clear|important|imperative|hoped|likely|possible|obvious|unclear))"
    r"|of course|indeed|overall|after all|in (?:my|our) (?:view|opinion)|(?:i|we) (?:think|believe|hope)"
    r"|arguably|hopefully|unfortunately|perhaps|maybe|should|must|ought|let us|needless to say|no doubt|surely"
    r"|one (?:wonders|hopes)|time will tell|it remains to be seen|everyone knows|as we all know",
    "de": r"es scheint|offenbar|natürlich|meiner meinung|vielleicht|leider|hoffentlich|wohl|sollte\w*|müsste\w*",
    "fr": r"il semble|sans doute|peut-être|malheureusement|à mon avis|il faut|devrai\w*",
    "es": r"parece|quizás?|tal vez|por supuesto|lamentablemente|en mi opinión|debería\w*",
    "ru": r"кажется|возможно|на мой взгляд|по-видимому|вероятно|наверное|к сожалению|следует|должн\w+|пожалуй",
    "ar": r"ربما|يبدو|للأسف|لعل|ينبغي|يجب",
    "hi": r"शायद|लगता है|दुर्भाग्य|चाहिए|संभवतः",
}
_COMMENT_WITHOUT_SPACES = {
    "ja": "だろう|と思う|かもしれない|べきだ|と考えられる|ようだ|残念|のではないか",
    "zh": "也许|可能|应该|我认为|似乎|恐怕|遗憾",
    "th": "อาจจะ|น่าจะ|ควร|คิดว่า|ดูเหมือน|น่าเสียดาย",
}


_PRONOUN_SAID = re.compile(
    r"[”“»\"’][,.]?\s*+(?:[–—-]\s*+)?(?:(?:he|she|they|it)\s++\w++|\w++\s++(?:he|she|they|er|sie|он|она|они|él|ella|il|elle)"
    r"|a-t-(?:il|elle) \w+|(?:он|она|они)\s++\w++)\W*+\Z",
    re.IGNORECASE,
)


@cache
def _leaning(language: str) -> re.Pattern[str]:
    return _pattern(r"\A\W*", _LEANING.get(language), _LEANING_WITHOUT_SPACES.get(language))


@cache
def _comment(language: str) -> re.Pattern[str]:
    return _pattern("", _COMMENT.get(language), _COMMENT_WITHOUT_SPACES.get(language))


def _pattern(before: str, words: str | None, anywhere: str | None) -> re.Pattern[str]:
    if anywhere is not None:
        return re.compile(rf"{before}(?:{anywhere})")
    return re.compile(rf"{before}(?<![\w’'])(?:{words or '(?!)'})(?![\w’'-])", re.IGNORECASE)


def leans_on_another(sentence: str, language: str) -> bool:
    """Whether the first words of the sentence refer to what was said before: "This", "He", "However"."""
    match = _leaning(language).match(sentence)
    return match is not None and not (language == "en" and _EXPLETIVE.match(sentence))


def speaker_is_missing(sentence: str) -> bool:
    """Whether the sentence is a quotation whose speaker is named only by a pronoun: "…," she said."""
    return _PRONOUN_SAID.search(sentence) is not None


def comments(sentence: str, language: str) -> bool:
    """Whether words of the sentence mark it as an opinion or an estimate."""
    return _comment(language).search(sentence) is not None


_EXPLETIVE = re.compile(
    r"it (?:appears|seems|is (?:\w+ )?\w+ (?:that|to)|was (?:\w+ )?\w+ (?:that|to)|rained|snowed)\b", re.IGNORECASE
)
"""English "it" that refers to nothing before it."""


# --- stand-in until the branch with the languages comes ---
_STAY = re.compile(
    r"\b(?:said|says|say|alleged|according|told|not|no|none|never|without|if|unless|or|but|except|could|would|may)\b|n[’']t\b",
    re.IGNORECASE,
)
_NEG = re.compile(r"\b(?:not|no|none|never|nobody|without)\b|n[’']t\b", re.IGNORECASE)
_LIM = re.compile(r"\b(?:all|every|only|first|last|most|largest)\b", re.IGNORECASE)
_BOUND = re.compile(r"\s(?=(?:in|on|at|after|before|during|with|when|while|and|for|from|until)\s)")


class _Cues:
    verb_last = False


def cues_of(language: str):
    return None if language in ("xx", "") else _Cues


def must_stay(text, language):
    return bool(_STAY.search(text)) or cues_of(language) is None


def negates(text, language):
    return bool(_NEG.search(text))


def limits(text, language):
    return bool(_LIM.search(text))


def boundaries(text, language):
    return (m.start() for m in _BOUND.finditer(text))
