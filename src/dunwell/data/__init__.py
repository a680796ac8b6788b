"""The ledger's tables by noun, and what they refuse. Knows no policy rule and no way in from outside."""
