"""Signing in: password, second factor, and the waits of those who guess. Knows no template."""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Any

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from dunwell.queries.accounts import account_by_id, account_by_mail
from dunwell.usecases.open_account import take_code

ISSUER = "Dunwell"
WAITING = "second-factor"  # in the session: who has given the password, and still owes the code


class ByMail:
    """Lets in whoever knows the password of an account that is active."""

    def authenticate(self, request: HttpRequest | None, email: str = "", password: str = "", **other: Any) -> Any:
        """Find the account of a mail address and a password; an unknown address takes as long as a known one."""
        account = account_by_mail(email)
        if account is None:
            make_password(password)
            return None
        return account if account.check_password(password) and account.is_active else None

    def get_user(self, user_id: int) -> Any:
        """Find the account of a session."""
        account = account_by_id(user_id)
        return account if account is not None and account.is_active else None


def marks_of(request: HttpRequest, email: str, kind: str = "address") -> list[str]:
    """Name whose failures count together: the account tried, and the network address that tries."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    return [_digest(f"email:{email.strip().lower()}"), _digest(f"{kind}:{address}")]


def new_secret() -> str:
    """Make the secret of a second factor."""
    return pyotp.random_base32()


def enrolment(secret: str, email: str) -> str:
    """Give what an authenticator reads as a code: otpauth://…"""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def sealed(secret: str) -> str:
    """Encrypt a secret with the key of the installation."""
    return _fernet().encrypt(secret.encode()).decode()


def code_is_right(account: Any, code: str, at: datetime) -> bool:
    """Check a code of an account's second factor, one step early or late included; none is taken twice."""
    step = matching_step(opened(account.totp_secret), code, at)
    return step is not None and take_code(account=account.pk, step=step)


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """Find the time step whose code this is, one before or after now included; none where it is none."""
    typed = code.replace(" ", "")
    now = int(at.timestamp()) // 30
    totp = pyotp.TOTP(secret)
    return next((step for step in (now, now - 1, now + 1) if hmac.compare_digest(totp.at(step * 30), typed)), None)


def opened(text: str) -> str:
    """Decrypt a secret. A key that was changed leaves an empty one, which no code fits."""
    try:
        return _fernet().decrypt(text.encode()).decode()
    except InvalidToken:
        return ""


def _fernet() -> Fernet:
    key = hashlib.sha256(b"second-factor:" + str(settings.SECRET_KEY).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _digest(text: str) -> str:
    return hmac.new(str(settings.SECRET_KEY).encode(), text.encode(), hashlib.sha256).hexdigest()
