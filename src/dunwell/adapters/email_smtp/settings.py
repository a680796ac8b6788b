"""Which mail server, and how to sign in. The password is named here, never written."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class SmtpSettings(BaseModel):
    """The options of a channel of kind `email_smtp`.

    `security`: starttls (the usual port 587), tls from the first byte (465), or none, for this machine alone.
    `password` is `env:NAME` for an environment variable or `file:NAME` for a file in the folder of secrets.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[A-Za-z0-9.:_-]+$")]
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: Annotated[str, Field(pattern=r"^$|^(env|file):[A-Za-z0-9_.-]+$")] = ""
    timeout_seconds: Annotated[int, Field(ge=1, le=300)] = 60

    @property
    def is_local(self) -> bool:
        """Tell whether the server is this machine, so that nothing passes over a wire."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")

    @model_validator(mode="after")
    def _nothing_in_clear(self) -> "SmtpSettings":
        if self.security == "none" and not self.is_local:
            raise ValueError("security none is for this machine alone; choose starttls or tls")
        if bool(self.user) != bool(self.password):
            raise ValueError("user and password go together")
        return self
