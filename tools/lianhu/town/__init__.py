"""What the town is: schemas, shape and kinds of its records, the register, the loop, deadlines, the service day."""

__all__ = [
    "activity",
    "cadence",
    "case",
    "corrections",
    "coverage",
    "deadlines",
    "kinds",
    "loop",
    "month",
    "register",
    "schemas",
    "service_day",
    "shape",
    "succession",
    "unit_names",
    "validator",
]
