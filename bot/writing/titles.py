"""stub. Pure."""


def is_withheld(title: str, body: str, excerpt: str) -> bool:
    return title.startswith("Protected:")


def says_nothing(title: str) -> bool:
    return title == "Auto Draft"
