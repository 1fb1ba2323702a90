"""Notices secrets in the wrong line of .env by the form that their platforms give them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.platforms.spec import PlatformSpec


def misplaced_secrets(spec: PlatformSpec, secrets: Mapping[str, str], variables: Mapping[str, str]) -> tuple[str, ...]:
    """A fault for each value that must be in the wrong line: it has the form of another secret, not of its own. Pure.

    Args:
        secrets: Values by the names of the secrets.
        variables: From the name of each secret to its variable, for the messages.
    """
    return tuple(_misplaced(spec, secrets, variables))


def _misplaced(spec: PlatformSpec, secrets: Mapping[str, str], variables: Mapping[str, str]) -> Iterator[str]:
    for secret in spec.secrets:
        value = secrets.get(secret.name, "")
        if not value or not secret.form or re.fullmatch(secret.form, value):
            continue
        others = [other for other in spec.secrets if other.form and re.fullmatch(other.form, value)]
        if others:
            names = " or ".join(variables[other.name] for other in others)
            yield (
                f"{variables[secret.name]}: what it holds has the form of {names}; "
                f"its own is {secret.form_in_words}: look whether values stand in each other's line"
            )


def unusual_secrets(spec: PlatformSpec, secrets: Mapping[str, str], variables: Mapping[str, str]) -> tuple[str, ...]:
    """A warning for each value that has the form of no secret of the platform. Pure. Arguments as above."""
    forms = [secret.form for secret in spec.secrets if secret.form]
    return tuple(
        f"{variables[secret.name]}: does not look like one, which is {secret.form_in_words}; compare it with the "
        "original"
        for secret in spec.secrets
        if secret.form
        and (value := secrets.get(secret.name, ""))
        and not any(re.fullmatch(form, value) for form in forms)
    )
