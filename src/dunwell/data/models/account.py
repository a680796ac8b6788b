"""Who signs in at the workbench, and what is kept to let nobody else in. Knows no page.

An account belongs to the installation; what it may do in a company stands on the people there (`Person.account`).
"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from dunwell.data.models.base import Own, Owned, owned

THEMES = ("auto", "light", "dark")


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their mail address, whatever the case of its letters."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Find an account by its mail address. Raises Account.DoesNotExist."""
        return self.get(email__iexact=username or "")


class Account(AbstractBaseUser):
    """A person who can sign in.

    totp_secret: of the second factor, encrypted by the face that checks it; empty where there is none yet.
    totp_step: the last time step whose code was taken, so that none is taken twice. session_epoch: raised to end all
    sessions at once. language and zone: empty, those of the company.
    """

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=20, default="", blank=True)
    zone = models.CharField(max_length=60, default="", blank=True)
    theme = models.CharField(max_length=5, default="auto")
    totp_secret = models.TextField(default="", blank=True)
    totp_step = models.BigIntegerField(default=0)
    guide_seen = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[Any] = AccountManager()


class SignInAttempt(models.Model):
    """Failed attempts to sign in under one name or from one address, and until when no more are taken.

    who: a keyed digest of the name or of the network address, neither of which is kept.
    """

    who = models.CharField(max_length=64, unique=True)
    failures = models.IntegerField(default=0)
    first_at = models.DateTimeField()
    closed_until = models.DateTimeField(null=True)


class PersonalRead(Owned):
    """Somebody looked at a customer's personal data, or took it out."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    customer = Own("data.Customer", null=True)
    what = models.CharField(max_length=60)
    read_at = models.DateTimeField()

    class Meta:
        constraints = owned("personal_read", "customer")
        indexes = [models.Index(fields=["company", "customer", "read_at"], name="personal_read_at")]


class SavedView(Owned):
    """A list as a person likes to see it: which page, with which filters, under which name."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            *owned("saved_view"),
            models.UniqueConstraint(fields=["company", "account", "page", "name"], name="saved_view_once"),
        ]
