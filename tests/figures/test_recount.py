"""Every published figure counted again, by SQL over the exported CSV rows, must come out equal to the digit.

Nothing of `lianhu.figures` is used below but the files it writes: states are derived anew from the events, weeks
and months from the calendar of SQLite, medians with window functions, and the rule on small cells is written anew.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from help import merged
from help.late import recorded_late
from help.towns import TODAY, Tree
from lianhu import public
from lianhu.figures import stats
from lianhu.reading import files
from lianhu.reading.document import Document
from lianhu.rules.check import read
from lianhu.town import schemas
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

ROOT = Path(__file__).parents[2]
SCOPES = {
    "town": "''",
    "village": "village",
    "category": "category",
    "month": "month",
    "year": "substr(month, 1, 4)",
}
# Which months are in a window; what has none has no month.
WINDOWS = {
    "": "1",
    "since_start": "1",
    "twelve_months": "month >= (SELECT strftime('%Y-%m', today, 'start of month', '-12 months') FROM now)",
}

VIEWS = """
CREATE TABLE now AS SELECT :today AS today;

CREATE TABLE span AS
  SELECT begin, today, date(today, 'start of month', '-12 months') AS twelve_back FROM now, (
    SELECT coalesce(:since, min(day)) AS begin FROM (
      SELECT date AS day FROM event WHERE number = '1' UNION ALL SELECT date FROM visit
      UNION ALL SELECT drawn_up_on FROM task UNION ALL SELECT date FROM meeting WHERE held = '1'
      UNION ALL SELECT date FROM service_day WHERE held = '1'));

CREATE TABLE step AS SELECT *, CAST(number AS INTEGER) AS n FROM event;
CREATE INDEX step_issue ON step (issue, n);

CREATE TABLE answer AS
  SELECT issue, n, stage, twin, "into" AS lead FROM step a
  WHERE stage IN ('resolved', 'explained', 'gathered', 'not_accepted', 'duplicate')
    AND n = (SELECT max(n) FROM step s WHERE s.issue = a.issue
             AND stage IN ('resolved', 'explained', 'gathered', 'not_accepted', 'duplicate', 'disputed', 'reopened'));

CREATE TABLE spoke AS
  SELECT s.* FROM step s WHERE s.stage IN ('fed_back', 'followed_up') AND (
    SELECT stage FROM step a WHERE a.issue = s.issue AND a.n < s.n
      AND stage IN ('resolved', 'explained', 'gathered', 'not_accepted', 'duplicate') ORDER BY a.n DESC LIMIT 1)
    NOT IN ('not_accepted', 'duplicate');

CREATE TABLE own_report AS
  SELECT issue, coalesce((SELECT date FROM step WHERE issue = i.issue AND stage = 'reported' ORDER BY n LIMIT 1),
                         (SELECT date FROM step WHERE issue = i.issue AND n = 1)) AS day FROM issue i;

CREATE TABLE same_matter AS
  WITH RECURSIVE same(issue, other) AS (
    SELECT issue, issue FROM issue
    UNION SELECT same.issue, a.issue FROM same JOIN answer a ON a.stage = 'duplicate' AND a.twin = same.other)
  SELECT * FROM same;

CREATE TABLE fact AS
  SELECT i.issue, i.village, i.category, i.kind, nullif(i.due_on, '') AS due, a.stage AS answer,
    CASE WHEN a.stage = 'gathered' THEN a.lead END AS lead,
    (SELECT stage FROM answer b WHERE a.stage = 'gathered' AND b.issue = a.lead) IN ('resolved', 'explained')
      AS lead_settled,
    EXISTS (SELECT 1 FROM step s WHERE s.issue = a.issue AND s.n > a.n AND s.stage = 'fed_back'
            AND satisfaction <> 'unreachable') AS told,
    (SELECT stage FROM step WHERE issue = i.issue AND stage <> 'also_reported' ORDER BY n DESC LIMIT 1) AS last,
    (SELECT min(day) FROM same_matter m JOIN own_report r ON r.issue = m.other WHERE m.issue = i.issue) AS reported,
    (SELECT max(date) FROM step WHERE issue = i.issue AND stage = 'closed') AS last_closed,
    (SELECT outcome FROM step WHERE issue = CASE WHEN a.stage = 'gathered' THEN a.lead ELSE i.issue END
      AND stage IN ('resolved', 'explained') ORDER BY n DESC LIMIT 1) AS outcome,
    (SELECT max(n) FROM spoke WHERE issue = i.issue AND satisfaction NOT IN ('', 'not_rated', 'unreachable'))
      AS rated_at,
    (SELECT max(n) FROM step WHERE issue = i.issue AND stage = 'disputed') AS disputed_at,
    EXISTS (SELECT 1 FROM spoke WHERE issue = i.issue AND stage = 'fed_back') AS ever_fed_back,
    (SELECT late FROM step WHERE issue = i.issue AND stage = 'closed' ORDER BY n DESC LIMIT 1) = '1' AS closed_late,
    (SELECT late FROM step WHERE issue = i.issue AND stage = 'fed_back' ORDER BY n DESC LIMIT 1) = '1'
      AS fed_back_late,
    (SELECT late FROM step WHERE issue = CASE WHEN a.stage = 'gathered' THEN a.lead ELSE i.issue END
      AND stage IN ('resolved', 'explained') ORDER BY n DESC LIMIT 1) = '1' AS settled_late
  FROM issue i LEFT JOIN answer a ON a.issue = i.issue;

CREATE TABLE matter AS
  SELECT f.*, strftime('%Y-%m', reported) AS month,
    CASE WHEN answer IN ('not_accepted', 'duplicate') AND told THEN answer END AS left_as,
    NOT (answer IN ('not_accepted', 'duplicate') AND told) OR answer IS NULL AS accepted,
    last IN ('closed', 'followed_up') AS closed,
    CASE WHEN last IN ('closed', 'followed_up') THEN last_closed END AS closed_on,
    coalesce(answer IN ('resolved', 'explained') OR (answer = 'gathered' AND (told OR lead_settled)), 0) AS settled,
    coalesce(answer IN ('resolved', 'explained', 'gathered') AND told, 0) AS fed_back,
    CAST(julianday(CASE WHEN last IN ('closed', 'followed_up') THEN last_closed ELSE today END) - julianday(reported)
      AS INTEGER) AS days,
    CAST(julianday(today) - julianday(reported) AS INTEGER) AS age, s.late = '1' AS rated_late,
    CASE WHEN s.satisfaction IN ('very_satisfied', 'satisfied') AND disputed_at > rated_at THEN NULL
      ELSE s.satisfaction END AS rating,
    today
  FROM now, fact f LEFT JOIN step s ON s.issue = f.issue AND s.n = rated_at;

CREATE TABLE week AS
  WITH RECURSIVE w(monday) AS (
    SELECT date(begin, 'weekday 1') FROM span WHERE begin IS NOT NULL
    UNION ALL SELECT date(monday, '+7 days') FROM w, now WHERE date(monday, '+14 days') <= today)
  SELECT monday, date(monday, '+6 days') AS sunday FROM w, now WHERE date(monday, '+7 days') <= today;

CREATE TABLE whole_month AS
  WITH RECURSIVE m(first) AS (
    SELECT CASE WHEN begin = date(begin, 'start of month') THEN begin ELSE date(begin, 'start of month', '+1 month') END
      FROM span WHERE begin IS NOT NULL
    UNION ALL SELECT date(first, '+1 month') FROM m, now WHERE date(first, '+2 months') <= today)
  SELECT first, date(first, '+1 month', '-1 day') AS last, strftime('%Y-%m', first) AS month
  FROM m, now WHERE date(first, '+1 month') <= today;

CREATE TABLE went AS
  SELECT j.value AS representative, date(v.date, '-6 days', 'weekday 1') AS monday, min(v.late = '1') AS late
  FROM visit v, span, json_each('["' || replace(v.representatives, ' ', '","') || '"]') j
  WHERE v.date <= today GROUP BY 1, 2;

CREATE TABLE visit_week AS
  SELECT r.representative, r.village, w.monday, strftime('%Y-%m', w.monday) AS month,
    EXISTS (SELECT 1 FROM went g WHERE g.representative = r.representative AND g.monday = w.monday) AS visited,
    (SELECT late FROM went g WHERE g.representative = r.representative AND g.monday = w.monday) AS only_late
  FROM representative r, week w
  WHERE r.since <= w.monday AND (r.until = '' OR w.monday <= r.until)
    AND EXISTS (SELECT 1 FROM representative m WHERE m.representative = r.representative
                AND m.since <= w.sunday AND (m.until = '' OR w.sunday <= m.until));

CREATE TABLE village_month AS
  SELECT v.village, m.month, m.first, m.last FROM village v, whole_month m
  WHERE v.since <= m.first AND (v.until = '' OR m.last <= v.until);

CREATE TABLE trained AS
  SELECT ' ' || t.representatives || ' ' AS representatives, t.late = '1' AS late FROM meeting t, span s
  WHERE t.kind = 'training' AND t.held = '1' AND ' ' || t.for_whom || ' ' LIKE '% representative %'
    AND t.date BETWEEN s.twelve_back AND s.today;

CREATE TABLE serving AS
  SELECT r.*, EXISTS (SELECT 1 FROM trained t WHERE t.representatives LIKE '% ' || r.representative || ' %') AS trained,
    (SELECT min(late) FROM trained t WHERE t.representatives LIKE '% ' || r.representative || ' %') AS only_late
  FROM representative r, now WHERE r.since <= today AND (r.until = '' OR today <= r.until);

CREATE TABLE covered AS
  SELECT g.village, CAST(g.household_count AS INTEGER) AS households, coalesce((
    SELECT sum(CAST(household_count AS INTEGER)) FROM serving s WHERE s."group" = g."group"), 0) AS served
  FROM "group" g, now WHERE g.since <= today AND (g.until = '' OR today <= g.until);

CREATE TABLE decided AS
  SELECT d.village, strftime('%Y-%m', d.date) AS month, due_on, today, d.late,
    CASE WHEN settled_on <= today THEN outcome ELSE '' END AS outcome
  FROM now, decision d LEFT JOIN meeting m ON d.decision LIKE m.meeting || '/%'
  WHERE d.date <= today AND (m.held = '1' OR m.meeting IS NULL);

CREATE TABLE seat AS
  SELECT t.village, strftime('%Y-%m', t.date) AS month,
    ' ' || t.representatives || ' ' LIKE '% ' || r.representative || ' %' AS attended, t.late
  FROM meeting t, span s, representative r
  WHERE t.kind = 'training' AND t.held = '1' AND ' ' || t.for_whom || ' ' LIKE '% representative %'
    AND t.date <= s.today AND r.village = t.village
    AND r.since <= t.date AND (r.until = '' OR t.date <= r.until);
"""

LIVE_GROUP = "SELECT village FROM \"group\", now WHERE since <= today AND (until = '' OR today <= until)"
ORDERED = """SELECT village, strftime('%Y-%m', placed_on) AS month, outcome, late, confirmed_on,
             confirmed_late = '1' AS asked_late FROM "order", span WHERE placed_on <= today"""
VISITED = "SELECT *, strftime('%Y-%m', date) AS month FROM visit, span WHERE date <= today"

DONE = """SELECT village, strftime('%Y-%m', date) AS month, form, households, late = '1' AS told_late FROM activity, now
          WHERE date <= today"""

# What a row adds to the figure.
COUNTS: dict[tuple[str, str], str] = {
    ("representatives_serving", ""): "SELECT village, 1 AS amount FROM serving",
    ("households_served", ""): "SELECT village, household_count AS amount FROM serving",
    ("groups", ""): f"SELECT village, 1 AS amount FROM ({LIVE_GROUP})",
    ("workstations", ""): f"SELECT village, 1 AS amount FROM ({LIVE_GROUP} AND venue <> '')",
    ("accepted_issues", ""): "SELECT *, 1 AS amount FROM matter WHERE accepted",
    ("closed", ""): "SELECT *, 1 AS amount FROM matter WHERE closed",
    ("overdue", ""): "SELECT *, 1 AS amount FROM matter WHERE accepted AND NOT closed AND due < today",
    **{
        ("escalations", level): f"""SELECT m.*, 1 AS amount FROM matter m WHERE accepted AND EXISTS (
            SELECT 1 FROM step s WHERE s.issue = m.issue AND s.stage = 'escalated' AND s.to_level = '{level}')"""
        for level in ("area", "village", "town", "city")
    },
    ("deferred", ""): "SELECT *, 1 AS amount FROM matter WHERE last = 'deferred'",
    ("not_accepted", ""): "SELECT *, 1 AS amount FROM matter WHERE left_as = 'not_accepted'",
    ("duplicates", ""): "SELECT *, 1 AS amount FROM matter WHERE left_as = 'duplicate'",
    ("untold", ""): """SELECT *, 1 AS amount FROM matter
        WHERE answer IN ('not_accepted', 'duplicate') AND left_as IS NULL""",
    ("gathered", ""): "SELECT *, 1 AS amount FROM matter WHERE accepted AND lead IS NOT NULL",
    ("removed", "issue"): "SELECT *, 1 AS amount FROM removal WHERE kind = 'issue'",
    ("removed", "other"): "SELECT *, 1 AS amount FROM removal WHERE kind <> 'issue'",
    **{
        ("backgrounds", background): f"""SELECT b.village, {background} AS amount FROM background b
            JOIN village v USING (village), now WHERE {background} <> '' AND v.since <= today
            AND (v.until = '' OR today <= v.until)
            AND counted_on = (SELECT max(counted_on) FROM background WHERE village = b.village)"""
        for background in ("party_member", "volunteer", "village_worthy")
    },
    **{
        (
            "opinions_collected",
            kind,
        ): f"SELECT *, 1 AS amount FROM matter WHERE kind = '{kind}' AND coalesce(left_as, '') <> 'duplicate'"
        for kind in ("opinion", "suggestion")
    },
    **{
        ("problems_solved", kind): f"""SELECT *, 1 AS amount FROM matter
            WHERE kind = '{kind}' AND accepted AND settled AND outcome = 'fixed'"""
        for kind in ("inquiry", "help_request", "complaint", "suggestion", "opinion")
    },
    ("still_open", ""): "SELECT *, 1 AS amount FROM matter WHERE accepted AND NOT closed",
    **{
        ("open_ages", band): f"""SELECT *, 1 AS amount FROM matter WHERE accepted AND NOT closed
            AND days BETWEEN {low} AND {high}"""
        for band, low, high in (("0-7", 0, 7), ("8-30", 8, 30), ("31-90", 31, 90), ("91-", 91, 10**9))
    },
    **{
        ("ratings", rating): f"SELECT *, 1 AS amount FROM matter WHERE accepted AND rating = '{rating}'"
        for rating in ("very_satisfied", "satisfied", "neutral", "dissatisfied", "very_dissatisfied")
    },
    ("unrated", ""): "SELECT *, 1 AS amount FROM matter WHERE accepted AND ever_fed_back AND rating IS NULL",
    ("visit_entries", ""): f"SELECT *, 1 AS amount FROM ({VISITED})",
    ("households_visited", ""): f"SELECT *, household_count AS amount FROM ({VISITED})",
    **{
        (
            "meetings_held",
            kind,
        ): f"""SELECT village, strftime('%Y-%m', date) AS month, late, 1 AS amount
            FROM meeting, span WHERE kind = '{kind}' AND held = '1' AND date <= today"""
        for kind in ("monthly_analysis", "public_opinion_talk", "evening_talk", "theme_day", "training")
    },
    **{
        ("orders", part): f"SELECT *, 1 AS amount FROM ({ORDERED}) WHERE outcome = '{outcome}'"
        for part, outcome in (
            ("delivered", "delivered"),
            ("referred", "referred"),
            ("withdrawn", "withdrawn"),
            ("open", ""),
        )
    },
    **{
        ("service_day_forms", form): f"SELECT *, 1 AS amount FROM ({DONE}) WHERE form = '{form}'"
        for form in ("grand_visit", "grand_talk", "grand_service")
    },
    **{
        ("service_day_households", form): f"SELECT *, households AS amount FROM ({DONE}) WHERE form = '{form}'"
        for form in ("grand_visit", "grand_talk")
    },
    **{
        (f"{prefix}decisions_overdue", ""): f"""SELECT *, 1 AS amount FROM decided
            WHERE outcome = '' AND due_on < today AND village {place}"""
        for prefix, place in (("", "<> ''"), ("town_", "= ''"))
    },
    ("awards", ""): """SELECT village, strftime('%Y-%m', date) AS month, late, 1 AS amount FROM award, now
                       WHERE date <= today""",
}

# Whether a row of the denominator is in the numerator too.
RATES: dict[str, str] = {
    "closing_rate": "SELECT *, closed AS counted FROM matter WHERE accepted",
    "on_time_rate": "SELECT *, closed_on <= due AS counted FROM matter WHERE closed AND due IS NOT NULL",
    "deadline_rate": """SELECT *, closed AND closed_on <= due AS counted FROM matter
                        WHERE accepted AND due IS NOT NULL AND (closed OR due < today)""",
    "feedback_rate": "SELECT *, fed_back AS counted FROM matter WHERE settled",
    "resolution_rate": "SELECT *, settled AND outcome = 'fixed' AS counted FROM matter WHERE accepted",
    "satisfaction_rate": """SELECT *, rating IN ('very_satisfied', 'satisfied') AS counted FROM matter
                            WHERE accepted AND rating IS NOT NULL""",
    "weekly_visit_rate": "SELECT *, visited AS counted FROM visit_week",
    "task_list_rate": """SELECT *, EXISTS (SELECT 1 FROM task t WHERE t.village = v.village AND t.month = v.month)
                         AS counted, (SELECT min(list_late = '1') FROM task t
                           WHERE t.village = v.village AND t.month = v.month) AS only_late FROM village_month v""",
    "task_completion_rate": """SELECT t.*, done_on <> '' AND done_on <= today AS counted
                               FROM task t, now WHERE month IN (SELECT month FROM whole_month)""",
    "monthly_analysis_rate": """SELECT *, EXISTS (
        SELECT 1 FROM meeting m, now WHERE m.village = v.village AND m.kind = 'monthly_analysis' AND m.held = '1'
        AND m.date BETWEEN v.first AND v.last AND m.date <= today) AS counted, (
        SELECT min(m.late = '1') FROM meeting m, now WHERE m.village = v.village AND m.kind = 'monthly_analysis'
        AND m.held = '1' AND m.date BETWEEN v.first AND v.last AND m.date <= today) AS only_late
        FROM village_month v""",
    "quarterly_review_rate": """SELECT q, month, EXISTS (
        SELECT 1 FROM review r, now WHERE r.review = q AND r.date <= today) AS counted, (
        SELECT r.late = '1' FROM review r WHERE r.review = q) AS only_late FROM (
          SELECT strftime('%Y', first) || '-q' || ((CAST(strftime('%m', first) AS INTEGER) + 2) / 3) AS q,
            min(month) AS month
          FROM whole_month GROUP BY q HAVING count(*) = 3)""",
    "service_day_rate": """SELECT *, EXISTS (
        SELECT 1 FROM service_day s, now WHERE s.village = v.village AND s.month = v.month AND s.held = '1'
        AND s.date <= today) AS counted, (SELECT s.late = '1' FROM service_day s
        WHERE s.village = v.village AND s.month = v.month) AS only_late FROM village_month v""",
    "review_attendance_rate": """SELECT r.*, strftime('%Y-%m', date) AS month, attended = '1' AS counted
        FROM reviewed r, now WHERE date <= today""",
    **{
        f"{prefix}decision_rate": f"""SELECT *, outcome = 'done' AS counted FROM decided
            WHERE (outcome <> '' OR due_on < today) AND village {place}"""
        for prefix, place in (("", "<> ''"), ("town_", "= ''"))
    },
    "invitation_rate": """SELECT r.village, strftime('%Y-%m', i.date) AS month, came = '1' AS counted, i.late
        FROM invitation i JOIN representative r USING (representative), now
        WHERE held = '1' AND i.date <= today AND r.since <= i.date AND (r.until = '' OR i.date <= r.until)""",
    "order_delivery_rate": f"SELECT *, outcome = 'delivered' AS counted FROM ({ORDERED}) WHERE outcome <> 'withdrawn'",
    "order_confirmation_rate": f"SELECT *, confirmed_on <> '' AS counted FROM ({ORDERED}) WHERE outcome = 'delivered'",
    "training_attendance_rate": "SELECT *, attended AS counted FROM seat",
    "trained_rate": "SELECT *, trained AS counted FROM serving",
}

# Of a row that counts, whether that was recorded late; figures of what is bad or only a state have one reading.
LATE: dict[tuple[str, str], str] = {
    ("closed", ""): "closed_late",
    ("closing_rate", ""): "closed_late",
    ("on_time_rate", ""): "closed_late",
    ("deadline_rate", ""): "closed_late",
    ("feedback_rate", ""): "fed_back_late",
    ("resolution_rate", ""): "settled_late",
    ("satisfaction_rate", ""): "rated_late",
    ("ratings", "very_satisfied"): "rated_late",
    ("ratings", "satisfied"): "rated_late",
    **{
        (name, ""): "only_late"
        for name in (
            *("weekly_visit_rate", "task_list_rate", "monthly_analysis_rate", "service_day_rate"),
            *("quarterly_review_rate", "trained_rate"),
        )
    },
    **dict.fromkeys(
        (
            *(("visit_entries", ""), ("households_visited", ""), ("task_completion_rate", ""), ("awards", "")),
            *(("order_delivery_rate", ""), ("orders", "delivered"), ("training_attendance_rate", "")),
            *(
                ("meetings_held", kind)
                for kind in ("monthly_analysis", "public_opinion_talk", "evening_talk", "theme_day", "training")
            ),
            *(
                (name, "")
                for name in ("review_attendance_rate", "decision_rate", "town_decision_rate", "invitation_rate")
            ),
        ),
        "late = '1'",
    ),
    **{
        ("problems_solved", kind): "settled_late"
        for kind in ("inquiry", "help_request", "complaint", "suggestion", "opinion")
    },
    ("order_confirmation_rate", ""): "asked_late",
    **{("service_day_forms", form): "told_late" for form in ("grand_visit", "grand_talk", "grand_service")},
    **{("service_day_households", form): "told_late" for form in ("grand_visit", "grand_talk")},
}

PERCENT = """CASE WHEN cases < 5 OR d = 0 THEN NULL WHEN {n} = 0 THEN 0 WHEN {n} = d THEN 100
             ELSE max(1, min(99, CAST(round(100.0 * {n} / d) AS INTEGER))) END"""
PERCENTS = f"{PERCENT.format(n='n')}, {PERCENT.format(n='m')}"  # of n in time, of m with what came late

DAYS = {
    "median_days": "avg(CASE WHEN rank IN ((size + 1) / 2, (size + 2) / 2) THEN took END)",
    "ninetieth_percentile_days": "max(CASE WHEN rank = (9 * size + 9) / 10 THEN took END)",
}
RANKED = """WITH ranked AS (
    SELECT key, ended, took, row_number() OVER (PARTITION BY key ORDER BY took) AS rank,
      count(*) OVER (PARTITION BY key) AS size
    FROM (SELECT {key} AS key, {ended} AS ended, CASE WHEN {ended} THEN days ELSE age END AS took
          FROM matter WHERE accepted AND {window}))
    SELECT key, sum(ended), count(*), CASE WHEN count(*) < 5 THEN NULL ELSE {days} END FROM ranked GROUP BY key"""

# Numerator, denominator, value; numerator and value with what came late: as the CSV writes them.
Counted = tuple[str, str, str, str, str]


def database(town: public.Posted, exported: Mapping[str, str]) -> sqlite3.Connection:
    """The exported row files as tables of text, and what follows from them as views."""
    since = town.town.records_since
    given = {"today": town.today.isoformat(), "since": since and since.isoformat()}
    base = sqlite3.connect(":memory:")
    for address, content in exported.items():
        if "-rows" not in address:
            continue
        name = re.sub(r"^data/(.*)-rows(-[0-9-]+)?\.csv$", r"\1", address).replace("-", "_")
        header, *rows = csv.reader(io.StringIO(content.removeprefix("\ufeff")))
        columns = ", ".join(f"{chr(34)}{column}{chr(34)} TEXT" for column in header)
        base.execute(f'CREATE TABLE IF NOT EXISTS "{name}" ({columns})')
        base.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(header))})', rows)
    base.execute("CREATE INDEX representative_id ON representative (representative)")
    for statement in VIEWS.split(";\n"):
        if statement.strip():
            base.execute(statement, {name: day for name, day in given.items() if f":{name}" in statement})
    return base


def recounted(base: sqlite3.Connection, name: str, part: str, scope: str, window: str) -> dict[str, Counted]:
    """The figure in every place of a scope that has rows."""
    key, within, late = SCOPES[scope], WINDOWS[window], LATE.get((name, part), "0")
    if (name, part) in COUNTS:
        query = f"""SELECT {key}, CAST(sum(amount * NOT coalesce({late}, 0)) AS INTEGER), CAST(sum(amount) AS INTEGER)
            FROM ({COUNTS[name, part]}) WHERE {within} GROUP BY {key}"""
        return {of: (said(n), "", said(n), said(m), said(m)) for of, n, m in base.execute(query)}
    if name in RATES:
        query = f"""SELECT key, n, d, m, {PERCENTS} FROM (
            SELECT {key} AS key, sum(counted AND NOT coalesce({late}, 0)) AS n, sum(counted) AS m, count(*) AS d,
              count(*) AS cases
            FROM ({RATES[name]}) WHERE {within} GROUP BY {key})"""
        return shares(base, query)
    if name in DAYS:
        readings = (
            {
                of: numbers
                for of, *numbers in base.execute(RANKED.format(key=key, window=within, ended=ended, days=DAYS[name]))
            }
            for ended in ("(closed AND NOT coalesce(closed_late, 0))", "closed")
        )
        in_time, with_late = readings
        return {
            of: (said(n), said(d), said(value), said(with_late[of][0]), said(with_late[of][2]))
            for of, (n, d, value) in in_time.items()
        }
    if name == "fund_spending_rate":
        money_of = "printf('%d.%02d', {0} / 100, {0} % 100)".format
        query = f"""SELECT key, {money_of("n")}, {money_of("d")}, {money_of("m")}, {PERCENTS}
          FROM (
            SELECT {key} AS key, sum(CAST(round(spent * 100) AS INTEGER)) AS n,
              sum(CAST(round(spent * 100) AS INTEGER)) AS m,
              sum(CAST(round(granted * 100) AS INTEGER)) AS d, count(*) AS cases
            FROM fund, now WHERE year = strftime('%Y', today) GROUP BY {key})"""
        return shares(base, query)
    if name == "branch_attendance_rate":
        query = f"""SELECT key, n, d, n AS m, {PERCENTS} FROM (
            SELECT key, n, d, n AS m, d AS cases FROM (
              SELECT {key} AS key, sum(CAST(present AS INTEGER)) AS n, sum(CAST(members AS INTEGER)) AS d
              FROM (SELECT m.village, strftime('%Y-%m', m.date) AS month, present, members
                FROM branch JOIN meeting m USING (meeting), now
                WHERE m.kind = 'monthly_analysis' AND m.held = '1' AND m.date <= today)
              WHERE {within} GROUP BY {key}))"""
        return shares(base, query)
    if name == "coverage":
        query = f"""SELECT key, n, d, m, {PERCENTS} FROM (
            SELECT {key} AS key, sum(min(served, households)) AS n, sum(min(served, households)) AS m,
              sum(households) AS d, sum(households) AS cases
            FROM covered GROUP BY {key})"""
        return shares(base, query)
    assert name == "award_money", f"{name} is not recounted: add its SQL here"
    query = f"""SELECT {key}, sum(fen * (late <> '1')), sum(fen) FROM (
            SELECT *, strftime('%Y-%m', date) AS month, CAST(round(amount * 100) AS INTEGER) AS fen
            FROM award, now WHERE date <= today)
        WHERE {within} GROUP BY {key}"""
    return {of: (money(n), "", money(n), money(m), money(m)) for of, n, m in base.execute(query)}


def shares(base: sqlite3.Connection, query: str) -> dict[str, Counted]:
    found = base.execute(query)
    return {of: (said(n), said(d), said(value), said(m), said(late)) for of, n, d, m, value, late in found}


def said(number: float | str | None) -> str:
    if number is None:
        return ""
    return f"{number:g}" if isinstance(number, float) else str(number)


def money(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"


def published(exported: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Each line once: the year that has begun to leave the first file has its last months there as well."""
    files = (text for address, text in exported.items() if re.fullmatch(r"data/statistics(-[0-9]{4})?\.csv", address))
    lines = (line for text in files for line in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    yield from {tuple(line.values()): line for line in lines}.values()


NUMBERS = ("numerator", "denominator", "value", "numerator_with_late", "value_with_late")


def compare(town: public.Posted, exported: Mapping[str, str]) -> int:
    """Every published line against its recount; how many were compared."""
    base = database(town, exported)
    lines, seen = list(published(exported)), 0
    told = defaultdict(list)
    for line in lines:
        told[line["figure"], line["part"], line["scope"], line["window"]].append(line)
    for what, here in told.items():
        found = recounted(base, *what)
        assert {of for of, numbers in found.items() if numbers[3] not in ("0", "0.00") or numbers[1]} <= {
            line["of"] for line in here
        }, what
        for line in here:
            shown, place = tuple(line[name] for name in NUMBERS), (*what, line["of"])
            if line["of"] in found:
                assert shown == found[line["of"]], place
                assert line["suppressed"] == ("" if line["value"] else "value"), place
            else:
                assert {float(number) for number in shown if number} <= {0.0}, place
            seen += 1
    assert seen == len(lines)
    return seen


def test_the_tiny_town_recounted(town_register: Register) -> None:
    town = public.posted(town_register, "web")
    assert compare(town, dict(stats.files(town))) > 200


@pytest.mark.parametrize("every", [1, 2])
def test_what_came_late_recounted(town_tree: Tree, town_schemas: Schemas, every: int) -> None:
    """All, or every other one, of what happened in the tiny town was recorded late."""
    register = Register(read(recorded_late(town_tree, town_schemas, every), town_schemas)[0], town_schemas, TODAY)
    town = public.posted(register, "web")
    exported = dict(stats.files(town))
    assert compare(town, exported) > 200
    late = {line["figure"] for line in published(exported) if line["numerator"] != line["numerator_with_late"]}
    assert len(late) > 12


@pytest.fixture(scope="module")
def demonstration() -> tuple[list[Document], files.Tree]:
    """The demonstration town, read once; whether it is right is the check's to say."""
    if not (ROOT / files.TOWN_FILE).is_file():
        pytest.skip("the demonstration town is not here")
    tree = files.read_folder(ROOT)[0]
    return read(tree, schemas.load(ROOT))[0], tree


@pytest.mark.slow
@pytest.mark.parametrize("today", [TODAY, datetime.date(2026, 11, 23), datetime.date(2026, 12, 31)], ids=str)
def test_the_demonstration_town_recounted(
    demonstration: tuple[list[Document], files.Tree], today: datetime.date
) -> None:
    documents, tree = demonstration
    register = Register(documents, schemas.load(ROOT), today, tree)
    town = public.posted(register, "web")
    assert compare(town, dict(stats.files(town))) > 300


def test_states_and_days_follow_from_the_events(town_register: Register) -> None:
    """The columns that the issue rows carry for convenience are those that the events give."""
    town = public.posted(town_register, "web")
    base = database(town, dict(stats.files(town)))
    query = """SELECT count(*) FROM issue i JOIN matter m USING (issue)
        WHERE i.reported_on <> m.reported OR i.closed_on <> coalesce(m.closed_on, '')
        OR (m.accepted AND CAST(i.days AS INTEGER) <> m.days) OR i.rating <> coalesce(m.rating, '')
        OR (i.state = 'closed') <> m.closed OR i.month <> m.month"""
    assert base.execute(query).fetchone() == (0,)


def test_the_columns_of_figures_add_up(town_register: Register) -> None:
    """In the issue rows each figure has a column: its ones are the numerator, ones and zeros the denominator."""
    exported = dict(stats.files(town_register))
    rows = list(csv.DictReader(io.StringIO(exported["data/issue-rows-2026.csv"].removeprefix("\ufeff"))))
    for line in published(exported):
        name = ":".join(filter(None, (line["figure"], line["part"])))
        if line["scope"] == "town" and line["window"] in ("", "since_start") and name in rows[0]:
            assert sum(row[name] == "1" for row in rows) == int(line["numerator"]), name
            if line["denominator"]:
                assert sum(row[name] != "" for row in rows) == int(line["denominator"]), name


@pytest.mark.slow
@pytest.mark.parametrize("today", [merged.DAY, datetime.date(2027, 2, 28)], ids=str)
def test_a_town_of_merged_villages_recounted(today: datetime.date) -> None:
    """Whose week, seat and household it is, is asked by the group that was served that day."""
    known = schemas.load(ROOT)
    register = Register(read(merged.merged(), known)[0], known, today, merged.merged())
    town = public.posted(register, "web")
    assert compare(town, dict(stats.files(town))) > 300
