"""A result page read as a browser would: attributes for machines, and the text a person sees."""

from html.parser import HTMLParser

UNSEEN = ("script", "style", "title")


class Reader(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.text = []
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._hidden += tag in UNSEEN

    def handle_endtag(self, tag):
        self._hidden -= tag in UNSEEN

    def handle_data(self, data):
        if not self._hidden:
            self.text.append(data)

    @property
    def seen(self):
        return " ".join(" ".join(self.text).split())

    def having(self, *names):
        """The attributes of every tag that has these."""
        return [attrs for _tag, attrs in self.tags if all(name in attrs for name in names)]


def main_of(html):
    return html[html.index("<main") : html.index("</main>")]
