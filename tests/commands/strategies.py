"""Commands built from a grammar, and any text at all."""

from __future__ import annotations

from hypothesis import strategies as st

ANY_TEXT = st.text(max_size=200)
NASTY_TEXT = st.text(
    alphabet=st.sampled_from(
        "Get-X <ab>|{}()[]\"'`$@#\\/%^&*,;:.=+-?!~_\n\r\t \x00\u00a0\u2013\u2019\u201d\ud800٣"
    ),
    max_size=80,
)
NAMES = st.from_regex(r"[A-Z][a-z]{2,8}[A-Z]?[a-z]{0,5}", fullmatch=True)
VALUES = st.from_regex(r"[A-Za-z][A-Za-z0-9]{1,10}(\.[a-z]{2,5})?", fullmatch=True)
VERBS = st.sampled_from(("Get", "Set", "Test", "Invoke", "Restart"))


@st.composite
def templates(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """A template and a value for each of its placeholders."""
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=str.lower))
    values = [draw(VALUES) for _ in names]
    parameters = draw(st.lists(NAMES, min_size=len(names), max_size=len(names), unique_by=str.lower))
    parts = [f"{draw(VERBS)}-{draw(NAMES)}"]
    for index, (name, parameter) in enumerate(zip(names, parameters, strict=True)):
        shape = draw(st.sampled_from(("named", "quoted", "filter", "path")))
        if shape == "filter" and index == len(names) - 1:
            parts.append(f'| ?{{$_.{parameter} -eq "<{name}>"}}')
        elif shape == "quoted":
            parts.append(f'-X{parameter} "<{name}>"')
        elif shape == "path":
            parts.append(f"-Y{parameter} Set\\<{name}>")
        else:
            parts.append(f"-Z{parameter} <{name}>")
    return " ".join(parts), dict(zip(names, values, strict=True))


def filled(template: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        template = template.replace(f"<{name}>", value)
    return template
