"""Reading a page the way a careful machine would: tags, texts, ids, addresses."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Elements that HTML closes by itself.
VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})


@dataclass
class Reading(HTMLParser):
    """Everything in a page that a promise can be made about."""

    tags: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    pointers: list[str] = field(default_factory=list)  #: ids that something points to
    addresses: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  #: tags closed out of order
    words: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and what it names or points to."""
        self.tags.append(tag)
        if tag not in VOID:
            self._open.append(tag)
        for name, value in attrs:
            self._attribute(name, value or "")

    def _attribute(self, name: str, value: str) -> None:
        if name == "id":
            self.ids.append(value)
        elif name == "aria-labelledby":
            self.pointers.append(value)
        elif name in ("href", "xlink:href") and value.startswith("#"):
            self.pointers.append(value[1:])
        elif name in ("href", "src", "action", "srcset", "data"):
            self.addresses.append(value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an SVG element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Check that the innermost open element is the one that closes."""
        if not self._open or self._open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        """Collect what a reader reads; styles are not for readers."""
        if "style" not in self._open[-1:]:
            self.words.append(data)

    @property
    def text(self) -> str:
        """The words of the page, with single spaces."""
        return " ".join(" ".join(self.words).split())


def read(page: str) -> Reading:
    """Parse a page to its end."""
    reading = Reading()
    reading.feed(page)
    reading.close()
    return reading
