"""What the town is: schemas, shape and kinds of its records, the register, the loop, deadlines, the service day."""

__all__ = [
    "activity",
    "cadence",
    "case",
    "corrections",
    "deadlines",
    "earlier",
    "kinds",
    "loop",
    "migrating",
    "migrations",
    "month",
    "offices",
    "redactions",
    "register",
    "schemas",
    "service_day",
    "shape",
    "validator",
]
