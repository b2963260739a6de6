"""Whether a free-text answer declines to answer, read from its wording alone.

For answers of systems that have no structured status; our own runs read ``abstained``.
Three patterns (the material lacks it, I am unable, I am sorry) are looked for in the first,
first two, last and all sentences, beside signs of an answer given after all; a logistic
regression weighs them (``make bench-scorer`` measures it against people's labels).
"""

from __future__ import annotations

import math
import re

from evals.logistic import load_logistic

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")

_LACKS = re.compile(
    r"\b(?:do(?:es)?|did)(?: not|n['’]t) "
    r"(?:appear to |seem to |explicitly |directly |specifically |clearly |also )*"
    r"(?:contain|include|provide|specify|mention|give|have|disclose|list|detail|offer|state|"
    r"present|show|break|indicate|cover|report|address)\w*"
    r"|\b(?:is|are|was|were)(?: not|n['’]t) (?:explicitly |directly |specifically |clearly )*"
    r"(?:provided|included|available|disclosed|specified|mentioned|given|present|stated|"
    r"contained|listed|shown|detailed|found|possible|able)"
    r"|\bno (?:specific |explicit |direct |clear |relevant |such )*"
    r"(?:information|mention|data|details?|reference|figures?|disclosure|breakdown|evidence)\b"
    r"|\bnot (?:enough|sufficient) (?:information|data|detail)"
    r"|\binsufficient (?:information|data|detail)"
    r"|\black of (?:specific |sufficient )?(?:information|data|detail)"
    r"|\bmissing\b|\blacks?\b",
    re.I,
)
_UNABLE = re.compile(
    r"\b(?:can ?not|can['’]t|could not|couldn['’]t|unable to|not able to|impossible to|"
    r"not possible to|difficult to|(?:is|are) not able|isn['’]t possible|"
    r"do(?:n['’]t| not) have (?:\w+[\s-]){0,3}?"
    r"(?:access|the ability|information|data|details|specific|real)|"
    r"would (?:need|require)|"
    r"(?:you|we|I)(?: would|['’]d)(?: typically| generally| usually| also)? "
    r"(?:need|have to|require)|"
    r"need (?:more|additional|access|the|to know)|"
    r"please (?:provide|refer|check|consult|note)|if you (?:can|could|have|provide)|"
    r"recommend|suggest (?:checking|consulting|reviewing|referring)|"
    r"I['’]d be happy|I would be happy)",
    re.I,
)
_SORRY = re.compile(
    r"\b(?:I['’]m sorry|I am sorry|sorry, but|apologi[sz]e|unfortunately|as an AI|"
    r"my last update|my knowledge|real-time|training data|"
    r"without (?:the |any |specific |access|more |additional|further|this|that|having)|"
    r"however, (?:you|the|I|it|we))",
    re.I,
)
_PATTERNS = {"lacks": _LACKS, "unable": _UNABLE, "sorry": _SORRY}

_FIGURE = re.compile(r"\d[\d,.]*")
_STATED_FIGURE = re.compile(r"≈|approximately|\$\s?\d|\d%", re.I)
_YES_OR_NO = re.compile(r"\s*(?:yes|no)\b", re.I)
_CONCLUSION = re.compile(r"\b(?:therefore|thus|hence|so),? ", re.I)
_CONCLUDES_UNABLE = re.compile(
    r"\b(?:therefore|thus|hence|so|consequently|as (?:a|such)),?[^.]{0,60}"
    r"(?:cannot|can't|unable|not possible|impossible|not able|difficult)",
    re.I,
)


def is_refusal(answer: str) -> bool:
    """Whether ``answer`` declines rather than answers."""
    return refusal_probability(answer) > 0.5


def refusal_probability(answer: str) -> float:
    """The probability in (0, 1) that a person would call ``answer`` a refusal."""
    return load_logistic("refusal").probability(refusal_signals(answer))


def refusal_signals(answer: str) -> dict[str, float]:
    """The signals of one answer, each 0 or 1 unless it is a share or a log size."""
    sentences = sentences_of(answer) or [""]
    signals: dict[str, float] = {}
    for name, pattern in _PATTERNS.items():
        found = [bool(pattern.search(s)) for s in sentences]
        signals[f"{name}_first"] = float(found[0])
        signals[f"{name}_first_two"] = float(any(found[:2]))
        signals[f"{name}_last"] = float(found[-1])
        signals[f"{name}_any"] = float(any(found))
    marked = [any(p.search(s) for p in _PATTERNS.values()) for s in sentences]
    return signals | {
        "share_marked": _share(marked),
        "share_marked_first_three": _share(marked[:3]),
        "share_marked_last_three": _share(marked[-3:]),
        "log_length": math.log1p(len(answer)) / 8,
        "log_figures": math.log1p(len(_FIGURE.findall(answer))) / 4,
        "begins_yes_or_no": float(bool(_YES_OR_NO.match(answer))),
        "concludes": float(bool(_CONCLUSION.search(answer))),
        "has_equation": float("=" in answer),
        "concludes_unable": float(bool(_CONCLUDES_UNABLE.search(answer))),
        "states_a_figure": float(bool(_STATED_FIGURE.search(answer))),
    }


def sentences_of(answer: str) -> list[str]:
    """The sentences and lines of a chat answer, which is often a Markdown list."""
    return [s for s in _SENTENCE_END.split(answer.strip()) if s.strip()]


def _share(marked: list[bool]) -> float:
    return sum(marked) / len(marked)
