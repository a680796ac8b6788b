"""Mail by SMTP: one connection for many, TLS unless the host is this machine, and the answer tells what to do."""

from dunwell.adapters.email_smtp.channel import SmtpChannel
from dunwell.adapters.email_smtp.settings import SmtpSettings

__all__ = ["SmtpChannel", "SmtpSettings"]
