"""How long before its day a thing that a date brings is announced."""

NOTICE_DAYS = 30
