"""One POST, without following redirects and without waiting long. Knows no event."""

import http.client
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from dunwell.domain.webhooks import Told

SECONDS = 15
MOST_READ = 2_000  # of an answer, for the record


@dataclass(frozen=True, slots=True)
class HttpTeller:
    """Posts to an address; `find_secret` gives a secret by its name, `context` the certificates trusted."""

    find_secret: Callable[[str], str]
    context: ssl.SSLContext | None = None

    def secret(self, name: str) -> str:
        """Give the secret of an address. Raises UserError `secret_missing`."""
        return self.find_secret(name)

    def tell(self, url: str, headers: Mapping[str, str], body: bytes) -> Told:
        """Post once: 2xx is taken; what cannot be reached, or takes too long, is told as it failed."""
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection = self._connection(parts.scheme, parts.hostname or "", parts.port)
        try:
            connection.request("POST", path, body=body, headers=dict(headers))
            answer = connection.getresponse()
            said = answer.read(MOST_READ).decode("utf-8", "replace").strip()
            return Told(answer.status, f"{answer.status} {said}".strip())
        except (OSError, http.client.HTTPException) as fault:
            return Told(None, f"{type(fault).__name__}: {fault}")
        finally:
            connection.close()

    def _connection(self, scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
        if scheme == "https":
            context = self.context or ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=SECONDS, context=context)
        return http.client.HTTPConnection(host, port, timeout=SECONDS)
