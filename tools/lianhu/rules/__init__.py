"""What must hold of the records of one moment: the rules, and `check`, the function to point at."""

__all__ = [
    "bounds",
    "catalogue",
    "check",
    "events",
    "exceptions",
    "finding",
    "funds",
    "orders",
    "parts",
    "people",
    "plans",
    "privacy",
    "references",
    "reviews",
    "scope",
    "service_days",
    "serving",
    "shown",
    "terms",
    "totals",
]
