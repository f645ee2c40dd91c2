"""The files that forges run, as they are: valid, pinned, without trust in a proposal, and their steps run here."""

from __future__ import annotations

import hashlib
import http.server
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import threading
import urllib.error
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias, cast

import pytest
import yaml

from help import waiting
from help.clones import CLERK, FED_BACK, ISSUE, ROOT, Clone, environment
from lianhu.reading.clock import TOWN_TIME

pytestmark = pytest.mark.slow

ACTIONS = sorted((ROOT / ".github/workflows").glob("*.yml")) + sorted((ROOT / ".gitea/workflows").glob("*.yml"))
GITEE = sorted((ROOT / ".workflow").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
PROGRAMS = Path(sys.executable).parent
GITHUB_ACTIONS = 15368  # the app that writes the results of GitHub's jobs


def loaded(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # `on` stays a word


# -- as the forges' own schemas have them


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", ACTIONS),
        ("custom.github-workflows-require-timeout", ACTIONS),
        ("vendor.gitlab-ci", [GITLAB]),
    ],
)
def test_files_have_the_forges_shape(schema: str, paths: list[Path]) -> None:
    command = [PROGRAMS / "check-jsonschema", "--builtin-schema", schema, *paths]
    if schema == "vendor.gitlab-ci":
        command += ["--data-transform", "gitlab-ci"]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing() -> None:
    command = [PROGRAMS / "zizmor", "--offline", "--no-config", "--persona", "pedantic", "--quiet", *ACTIONS]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, env=environment())
    assert done.returncode == 0, done.stdout + done.stderr


def test_gitee_files_have_what_its_manual_asks_for() -> None:
    """No schema of Gitee Go is published; its manual is the source of these names."""
    for path in GITEE:
        pipeline = loaded(path)
        assert {"version", "name", "displayName", "triggers", "stages"} <= set(pipeline)
        for stage in pipeline["stages"]:
            for step in stage["steps"]:
                assert step["step"] == "build@python" and all(isinstance(line, str) for line in step["commands"])


def test_pre_commit_takes_its_file(tmp_path: Path) -> None:
    command = [str(PROGRAMS / "pre-commit"), "validate-config", str(ROOT / ".pre-commit-config.yaml")]
    given = environment(PRE_COMMIT_HOME=str(tmp_path))
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=given)
    assert done.returncode == 0, done.stdout + done.stderr


# -- hardening.md T25


def jobs(path: Path) -> Iterator[Any]:
    yield from loaded(path)["jobs"].values()


def steps(path: Path) -> Iterator[Any]:
    for job in jobs(path):
        yield from job["steps"]


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_proposal_is_given_nothing(path: Path) -> None:
    text, workflow = path.read_text(encoding="utf-8"), loaded(path)
    on = workflow["on"]
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(on)
    assert workflow["permissions"] == {} and workflow["concurrency"]["group"]
    assert "actions/cache" not in text and "cache:" not in text
    # The publisher's own, for what is published already and for nothing that anybody proposes.
    secrets = set(re.findall(r"secrets\.\w+", text)) | ({"secrets["} if "secrets[" in text else set())
    assert secrets <= ({"secrets.LIANHU_PUBLISHER"} if set(on) == {"push", "schedule"} else set())
    for job in jobs(path):
        assert int(job["timeout-minutes"]) <= 90 and job["permissions"]
    for step in steps(path):
        assert "${{" not in step.get("run", ""), "values reach a script by the environment, as text"
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"])
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"
    for line in text.splitlines():
        if "uses:" in line:
            assert re.search(r"@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$", line), line


def test_what_was_judged_against_another_branch_is_judged_again() -> None:
    """A clerk's own branch may hold anything, its job file too: a proposal for it is no proposal, and one that is
    turned to the published branch afterwards is judged as if it were new."""
    for path in (ROOT / ".github/workflows/check.yml", ROOT / ".gitea/workflows/check.yml"):
        on = loaded(path)["on"]["pull_request"]
        assert on == {"branches": ["main"], "types": ["opened", "synchronize", "reopened", "edited"]}
        # A job that is left out by a condition counts as passed.
        assert all("if" not in job for job in jobs(path))
    for_it, published = loaded(GITLAB)["workflow"]["rules"]
    assert "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME == $CI_DEFAULT_BRANCH" in for_it["if"]
    assert published["if"] == "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"
    assert loaded(ROOT / ".workflow/check.yml")["triggers"]["pr"]["branches"] == {"precise": ["main"]}


def test_every_action_has_one_version() -> None:
    used = {step["uses"] for path in ACTIONS for step in steps(path) if "uses" in step}
    assert len(used) == len({name.split("@")[0] for name in used})


def test_a_proposals_files_are_never_checked_out() -> None:
    """All that a check runs comes from the base: its own folder, or Git."""
    for path in (ROOT / ".github/workflows/check.yml", ROOT / ".gitea/workflows/check.yml"):
        for step in steps(path):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["ref"] == "${{ github.base_ref || github.event.merge_group.base_sha }}"
            inside = (
                step.get("working-directory") == "base"
                or "base/" in step.get("run", "")
                or "cd base" in step.get("run", "")
            )
            assert "run" not in step or inside
    variables = loaded(GITLAB)["proposal"]["variables"]
    assert variables == {"GIT_STRATEGY": "clone", "GIT_CHECKOUT": "false", "GIT_DEPTH": "0"}


def test_gitlab_gives_a_proposal_no_secret_by_itself() -> None:
    text = GITLAB.read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{?([A-Z_]+)", text)) <= {
        *("CI_PIPELINE_SOURCE", "CI_COMMIT_BRANCH", "CI_DEFAULT_BRANCH", "CI_COMMIT_SHA"),
        *("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"),
        *("CI_PAGES_URL", "LIANHU_SITE", "LIANHU_TOKEN"),
    }


def test_each_forge_warns_of_what_has_become_slower() -> None:
    """By a step of its own, outside of the tests."""
    slower = "make bench-ratio"
    assert all(
        slower in [step.get("run") for step in steps(ROOT / f".{forge}/workflows/{name}.yml")]
        for forge, name in (("github", "test"), ("gitea", "slower"))
    )
    job = loaded(GITLAB)["slower"]
    assert job["script"] == [slower] and job["allow_failure"] == "true"
    (stage,) = loaded(ROOT / ".workflow/slower.yml")["stages"]
    assert slower in stage["steps"][0]["commands"]
    assert "bench" not in (ROOT / ".ci/run").read_text(encoding="utf-8")


# -- the steps themselves

ALTERED = ("清了过滤网", "换了过滤网")


@pytest.fixture
def origin(tmp_path: Path) -> Clone:
    """A forge's repository: the town is published, proposal 7 is good, proposal 8 alters what was published."""
    start = Clone.of_the_tiny_town(tmp_path / "start")
    shutil.copytree(ROOT / "site/pages", start.root / "site/pages")
    shutil.copy(ROOT / "mkdocs.yml", start.root)
    shutil.copytree(ROOT / ".ci", start.root / ".ci")
    program = f'#!/bin/sh\nexec {waiting.program()} "$@"\n'
    start.write({".ci/install": f"#!/bin/sh\nset -eu\ncd \"$(dirname \"$0\")/..\"\nmkdir -p .venv/bin\n"
                 f"cat > .venv/bin/lianhu <<'E'\n{program}E\nchmod +x .venv/bin/lianhu\n"})  # fmt: skip
    (start.root / ".gitignore").write_text(".venv/\npublic*/\n")
    start.commit("software")
    start.clone(tmp_path / "forge" / "town.git", "--bare")
    bare = Clone(tmp_path / "forge" / "town.git")
    # What a proposal would like to be run.
    canary = f"#!/bin/sh\ntouch {tmp_path}/canary\n"
    hostile = {".ci/install": canary, ".ci/comment": canary, "records/x.sh": canary}
    start.git("switch", "-q", "-c", "good")
    start.append(ISSUE, FED_BACK)
    start.commit("good")
    start.git("push", "-q", str(bare.root), "good:refs/pull/7/head")
    start.git("switch", "-q", "-c", "bad", "main")
    start.write({ISSUE: start.read(ISSUE).replace(*ALTERED), **hostile})
    start.commit("bad")
    start.git("push", "-q", str(bare.root), "bad:refs/pull/8/head")
    return bare


def shell(script: str, where: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A step's script, run as runners do."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=where,
        env=environment(**more),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def step_named(path: Path, name: str) -> Any:
    return next(step for step in steps(path) if step.get("name") == name)


HEADS = {7: "refs/pull/7/head", 8: "refs/pull/8/head"}


def github_base(origin: Clone, work: Path, number: int) -> Path:
    """What the first steps of GitHub's file leave: the base checked out, the proposal's objects beside it."""
    path = ROOT / ".github/workflows/check.yml"
    origin.clone(work / "base")
    origin.git("config", "uploadpack.allowAnySHA1InWant", "true")
    fetch = step_named(path, "Fetch the proposal, as objects only")
    done = shell(fetch["run"], work / "base", PROPOSAL=origin.git("rev-parse", HEADS[number]), GH_TOKEN="t")
    assert done.returncode == 0, done.stderr
    done = shell(step_named(path, "Install what is published")["run"], work)
    assert done.returncode == 0, done.stderr
    return work / "base"


@pytest.mark.parametrize(("number", "code"), [(7, 0), (8, 1)])
def test_github_checks_a_proposal(number: int, code: int, origin: Clone, tmp_path: Path) -> None:
    (work := tmp_path / "work").mkdir()
    base = github_base(origin, work, number)
    check = step_named(ROOT / ".github/workflows/check.yml", "Check")
    with told_pushes("github", {number: "heping-clerk"}, origin) as given:
        done = shell(check["run"], base, **given)
    assert done.returncode == code, done.stdout + done.stderr
    if code:
        assert f"::error file={ISSUE},line=20," in done.stdout
        assert all(line.startswith("::error file=") for line in done.stdout.splitlines())
    assert "清了过滤网" in (base / ISSUE).read_text(encoding="utf-8"), "the base stands there, not the proposal"
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize(("number", "code"), [(7, 0), (8, 1)])
def test_gitea_checks_a_proposal(number: int, code: int, origin: Clone, tmp_path: Path) -> None:
    (work := tmp_path / "work").mkdir()
    path = ROOT / ".gitea/workflows/check.yml"
    fetch = step_named(path, "Fetch what is published, and the proposal as objects only")
    given = {"SERVER": str(origin.root.parent), "REPOSITORY": "town", "TOKEN": "t", "TARGET": "main"}
    done = shell(fetch["run"], work, NUMBER=str(number), **given)
    assert done.returncode == 0, done.stderr
    assert shell(step_named(path, "Install what is published")["run"], work).returncode == 0
    with told_pushes("gitea", {number: "heping-clerk"}, origin) as given:
        done = shell(step_named(path, "Check")["run"], work / "base", **given)
    assert done.returncode == code, done.stdout + done.stderr
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize(("number", "code"), [(7, 0), (8, 1)])
def test_gitlab_checks_a_proposal(number: int, code: int, origin: Clone, tmp_path: Path) -> None:
    """The runner's clone without checkout, then the script as it is, up to what other commands tell."""
    work = origin.clone(tmp_path / "work", "--no-checkout")
    work.git("fetch", "-q", "origin", HEADS[number])
    script = loaded(GITLAB)["proposal"]["script"]
    given = {
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_COMMIT_SHA": origin.git("rev-parse", HEADS[number]),
        "LIANHU_TOKEN": "t",
    }
    with told_pushes("gitlab", {number: "heping-clerk"}, origin) as told:
        # A comment is asked for as well, which this server does not have.
        done = shell("\n".join(script), work.root, **told, **given)
    assert done.returncode == code, done.stdout + done.stderr
    rows = json.loads((work.root / "problems.json").read_text(encoding="utf-8"))
    assert bool(rows) == bool(code)
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize(("number", "code"), [(7, 0), (8, 1)])
def test_gitee_checks_a_proposal(number: int, code: int, origin: Clone, tmp_path: Path) -> None:
    work = origin.clone(tmp_path / "work")
    commands = loaded(ROOT / ".workflow/check.yml")["stages"][0]["steps"][0]["commands"]
    given = {"GITEE_BRANCH": "main", "GITEE_PULL_ID": str(number), "GITEE_COMMIT": origin.git("rev-parse", "main")}
    done = shell("\n".join(commands), work.root, GITEE_PIPELINE_TRIGGER_USER="heping-clerk", **given)
    assert done.returncode == code, done.stdout + done.stderr
    assert not (tmp_path / "canary").exists()


def test_github_tells_what_a_proposal_changes(origin: Clone, tmp_path: Path) -> None:
    (work := tmp_path / "work").mkdir()
    base = github_base(origin, work, 7)
    with forge() as (address, comments):
        given = {
            "TOKEN": "t",
            "API": address,
            "REPOSITORY": "a/b",
            "NUMBER": "7",
            "GITHUB_STEP_SUMMARY": str(work / "s"),
        }
        for _ in range(2):
            done = shell(step_named(ROOT / ".github/workflows/check.yml", "Tell what it changes")["run"], base, **given)
            assert done.returncode == 0, done.stdout + done.stderr
    assert len(comments) == 1 and comments[0]["body"].endswith((work / "change.md").read_text(encoding="utf-8"))


def test_github_builds_a_preview(origin: Clone, tmp_path: Path) -> None:
    (work := tmp_path / "work").mkdir()
    base = github_base(origin, work, 7)
    done = shell(step_named(ROOT / ".github/workflows/check.yml", "Build a preview")["run"], base)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (work / "preview/index.html").exists()


# -- publishing


def gitea_publishes(origin: Clone, work: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The steps of Gitea's file one after another, up to the first that fails."""
    work.mkdir()
    path = ROOT / ".gitea/workflows/publish.yml"
    given = {"SERVER": str(origin.root.parent), "REPOSITORY": "town", "SITE": "town", "TOKEN": "t", **more}
    given["COMMIT"] = origin.git("rev-parse", "main")
    for step in steps(path):
        done = shell(step["run"], work / step.get("working-directory", ""), **given)
        if done.returncode:
            break
    return done


def test_gitea_publishes_what_stands_in_the_history_of_what_is_published(origin: Clone, tmp_path: Path) -> None:
    """A first site; and none after a step that is not allowed, an alteration, or in another history."""
    done = gitea_publishes(origin, tmp_path / "first")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "index.html" in origin.git("ls-tree", "--name-only", "pages").splitlines()
    assert origin.git("rev-list", "--count", "pages") == "1", "what was taken back does not stay there"
    published, head = origin.git("rev-parse", "pages"), origin.git("rev-parse", "main")
    clerk = origin.clone(tmp_path / "clerk")
    text = clerk.read(ISSUE)

    for wrong, told, why in (
        (text + FED_BACK.replace("11-20", "01-20"), "[event_dates_do_not_go_back]", "the step from what is published"),
        (text.replace(*ALTERED), "was altered after it was published", "what is published is not what this history"),
    ):
        clerk.commit("past the check", {ISSUE: wrong})
        clerk.git("push", "-q", "--force", "origin", "main")
        clerk.git("reset", "-q", "--hard", head)
        done = gitea_publishes(origin, tmp_path / why)
        assert done.returncode == 1 and told in done.stdout and f"Not published: {why}" in done.stderr

    clerk.git("commit", "-q", "--amend", "--no-verify", "-m", "another history")
    clerk.git("push", "-q", "--force", "origin", "main")
    done = gitea_publishes(origin, tmp_path / "rewritten")
    assert done.returncode == 1 and f"ALTERED: Commit {head[:12]} of the manifest" in done.stdout
    assert origin.git("rev-parse", "pages") == published


# What `verify`, `check`, `build` and `verify` again answer, and what then happens. Of a first site there is no before.
PUBLISHED_BEFORE: Mapping[str, tuple[Mapping[str, int], int, Sequence[str]]] = {
    "all is well": ({}, 0, ["verify old", "check --base", "check", "build", "verify new"]),
    "made by another version": ({"verify old": 3}, 0, ["verify old", "check --base", "check", "build", "verify new"]),
    "altered": ({"verify old": 1}, 1, ["verify old"]),
    "a step that is not allowed": ({"check --base": 1}, 1, ["verify old", "check --base"]),
    "wrong records": ({"check": 1}, 1, ["verify old", "check --base", "check"]),
    "no site": ({"build": 1}, 1, ["verify old", "check --base", "check", "build"]),
    "another site than the records": (
        {"verify new": 1},
        1,
        ["verify old", "check --base", "check", "build", "verify new"],
    ),
    "a site that nobody can judge": (
        {"verify new": 3},
        1,
        ["verify old", "check --base", "check", "build", "verify new"],
    ),
}
OLD = "a" * 40


@pytest.fixture(scope="module")
def town_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a commit, for `.ci/site` with a program that is none."""
    town = Clone(tmp_path_factory.mktemp("site"))
    town.git("init", "-q")
    town.git("commit", "-q", "--allow-empty", "-m", "town")
    (town.root / ".venv/bin").mkdir(parents=True)
    return town.root


@pytest.mark.parametrize(("answers", "code", "asked"), PUBLISHED_BEFORE.values(), ids=PUBLISHED_BEFORE)
def test_what_is_asked_before_a_site_is_put_in_its_place(
    answers: Mapping[str, int], code: int, asked: Sequence[str], town_folder: Path
) -> None:
    done, told = site_asked(town_folder, answers, json.dumps({"commit": OLD}))
    assert (done.returncode, told) == (code, asked), done.stderr


def test_a_first_site_and_one_whose_history_was_given_up(town_folder: Path) -> None:
    alone = ["check", "build", "verify new"]
    assert site_asked(town_folder, {}, None)[1] == alone
    assert site_asked(town_folder, {}, json.dumps({"commit": OLD}), LIANHU_GIVEN_UP=OLD)[1] == alone
    done, told = site_asked(town_folder, {"verify old": 1}, json.dumps({"commit": OLD}), LIANHU_GIVEN_UP="b" * 40)
    assert (done.returncode, told) == (1, ["verify old"]) and f"LIANHU_GIVEN_UP={OLD}" in done.stderr


@pytest.mark.parametrize("content", ["<html>", "{}"])
def test_what_is_no_manifest_is_not_nothing(content: str, town_folder: Path) -> None:
    done, told = site_asked(town_folder, {}, content)
    assert (done.returncode, told) == (1, []) and "no manifest" in done.stderr


def test_a_manifest_that_names_no_commit_gives_nothing_up(town_folder: Path) -> None:
    """Whoever keeps the web server could write that; the real `verify` refuses it as no manifest."""
    done, told = site_asked(town_folder, {"verify old": 2}, json.dumps({"commit": ""}), LIANHU_GIVEN_UP="")
    assert (done.returncode, told) == (1, ["verify old"])


def site_asked(
    folder: Path, answers: Mapping[str, int], published: str | None, **more: str
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """`.ci/site` with a program that answers so, and what it asked that program."""
    program = folder / ".venv/bin/lianhu"
    cases = "".join(f"'{asked}') exit {code} ;;\n" for asked, code in answers.items())
    program.write_text(
        '#!/bin/sh\ncase "$1 $2" in "verify out") as="verify new" ;; verify*) as="verify old" ;; '
        '"check --base") as="check --base" ;; *) as="$1" ;; esac\n'
        f'echo "$as" >> asked\ncase "$as" in {cases}*) ;; esac\n'
    )
    program.chmod(0o755)
    (folder / "asked").write_text("")
    (folder / "published.json").unlink(missing_ok=True)
    if published is not None:
        (folder / "published.json").write_text(published)
    done = shell(f"{ROOT}/.ci/site published.json out", folder, **more)
    return done, (folder / "asked").read_text().splitlines()


def publishing() -> Mapping[str, str]:
    """What each forge runs to publish, as one text."""
    github = "\n".join(
        step.get("run") or f"uses {step['uses']}" for step in steps(ROOT / ".github/workflows/publish.yml")
    )
    gitea = "\n".join(step["run"] for step in steps(ROOT / ".gitea/workflows/publish.yml"))
    gitlab = loaded(GITLAB)
    gitee = loaded(ROOT / ".workflow/publish.yml")["stages"][0]["steps"][0]["commands"]
    return {
        "github": github,
        "gitea": gitea,
        "gitlab": "\n".join(gitlab["pages"]["script"] + gitlab["published"]["script"]),
        "gitee": "\n".join(gitee),
    }


@pytest.mark.parametrize("forge_name", ["github", "gitea", "gitlab", "gitee"])
def test_each_forge_verifies_before_and_after(forge_name: str) -> None:
    """By the same script; where the forge itself puts the site in its place, also what readers then have."""
    text = publishing()[forge_name]
    fetched = text.index(".ci/pages fetch" if forge_name == "gitea" else ".ci/published published.json")
    built = text.index(".ci/site ")
    assert fetched < built and "lianhu build" not in text
    if forge_name != "gitee":  # there the web server takes the site: docs/forges.md
        after = text[built:]
        assert after.index(" fetch" if forge_name == "gitea" else ".ci/published ") < after.index("lianhu verify ")
    script = (ROOT / ".ci/site").read_text(encoding="utf-8")
    assert script.index('verify "$published"') < script.index("check --base") < script.index("build --out")


def test_each_forge_publishes_daily_soon_after_midnight_in_china() -> None:
    for path in (ROOT / ".github/workflows/publish.yml", ROOT / ".gitea/workflows/publish.yml"):
        ((minute, hour, *rest),) = (one["cron"].split() for one in loaded(path)["on"]["schedule"])
        there = datetime(2026, 11, 22, int(hour), int(minute), tzinfo=UTC).astimezone(TOWN_TIME)
        assert (there.hour, rest) == (0, ["*", "*", "*"])
    # Where it is a setting the file takes a scheduled run, and what measures or tests does not come with it.
    gitlab = loaded(GITLAB)
    assert all(
        "CI_PIPELINE_SOURCE" not in rule["if"] for job in ("pages", "published") for rule in gitlab[job]["rules"]
    )
    assert gitlab["slower"]["rules"][0]["if"].startswith('$CI_PIPELINE_SOURCE == "push"')
    told = (ROOT / "docs/forges.md").read_text(encoding="utf-8")
    assert "Pipeline schedules" in told and "定时触发" in told and "CRON_TZ=Asia/Shanghai" in told


def test_the_manifest_that_readers_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fetched, waited for; nothing where nothing is published, and any other answer is no answer."""
    script = runpy.run_path(str(ROOT / ".ci/published"))
    file, content = tmp_path / "published.json", b'{"commit": null}'

    def fetched(*arguments: str, **given: str) -> bytes | None:
        file.unlink(missing_ok=True)
        monkeypatch.setattr(sys, "argv", [".ci/published", str(file), *arguments])
        for name in ("SITE", "API", "REPOSITORY", "TOKEN"):
            monkeypatch.setenv(name, given.get(name, ""))
        script["main"]()
        return file.read_bytes() if file.exists() else None

    head, bundle = (
        b"x/data/code\n257\n" + b"A" * 43 + b"=\n\n",
        {"tile/entries/000": b"a", "tile/entries/001.p/1": b"b"},
    )
    logged = {f"/site/data/code/{name}": one for name, one in {"checkpoint": head, **bundle}.items()}
    with web({"/site/data/manifest.json": content, **logged}) as address:
        assert fetched(SITE=f"{address}/site/") == content
        folder = tmp_path / "published.json.log"
        assert {name: (folder / name).read_bytes() for name in ("checkpoint", *bundle)} == {
            "checkpoint": head,
            **bundle,
        }
    with web({"/site/data/manifest.json": content}) as address:
        assert fetched(SITE=f"{address}/site/") == content
        assert not (tmp_path / "published.json.log").exists(), "a site of before there was a log"
        assert fetched(hashlib.sha256(content).hexdigest(), SITE=f"{address}/site") == content
        assert fetched(SITE=f"{address}/elsewhere") is None
        pages = json.dumps({"html_url": f"{address}/site"}).encode()
        with web({"/repos/a/b/pages": pages}) as api:
            assert fetched(API=api, REPOSITORY="a/b", TOKEN="t") == content
            assert fetched(API=api, REPOSITORY="a/new", TOKEN="t") is None
    assert capsys.readouterr().out.count("Nothing is published yet") == 2
    with web({}, code=503) as address, pytest.raises(urllib.error.HTTPError):
        fetched(SITE=address)
    with pytest.raises(SystemExit, match="set LIANHU_SITE"):
        fetched()


# -- who pushed last


@contextmanager
def web(answers: Mapping[str, bytes], code: int = 404) -> Iterator[str]:
    """A server on a free port of this machine that answers at these addresses, whatever is asked behind `?`."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = answers.get(self.path.partition("?")[0])
            self.send_response(code if content is None else 200)
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


# Pushes, newest first: to which branch, what it held afterwards, whose they were.
Pushes: TypeAlias = Sequence[tuple[str, str, str]]


def of_github(pushes: Pushes) -> tuple[str, Any]:
    return "/repos/a/b/activity", [
        {"ref": f"refs/heads/{branch}", "after": after, "actor": {"login": account}, "activity_type": "push"}
        for branch, after, account in pushes
        if branch == "work"  # as it was asked
    ]


def of_gitea(pushes: Pushes) -> tuple[str, Any]:
    created = {"op_type": "commit_repo", "ref_name": "refs/heads/work", "content": "", "act_user": {"login": "else"}}
    opened = {"op_type": "create_pull_request", "ref_name": "", "content": "7|title", "act_user": {"login": "opener"}}
    return "/api/v1/repos/a/b/activities/feeds", [
        opened,
        created,
        *(
            {
                "op_type": "commit_repo",
                "ref_name": f"refs/heads/{branch}",
                "act_user": {"login": account},
                "content": json.dumps({"Commits": [{"Sha1": after}], "HeadCommit": {"Sha1": after}, "Len": 1}),
            }
            for branch, after, account in pushes
        ),
    ]


def of_gitlab(pushes: Pushes) -> tuple[str, Any]:
    return "/api/v4/projects/3/events", [
        {
            "author_username": account,
            "push_data": {"ref_type": "branch", "ref": branch, "commit_to": after, "action": "pushed"},
        }
        for branch, after, account in pushes
    ]


RECORDS_OF_PUSHES = {"github": of_github, "gitea": of_gitea, "gitlab": of_gitlab}


def event(forge_name: str, address: str) -> dict[str, str]:
    """What the forge's file hands to `.ci/pusher` of a proposal that somebody opened, or whose check runs again."""
    if forge_name == "gitlab":
        return {
            "CI_API_V4_URL": f"{address}/api/v4",
            "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "3",
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "work",
            "GITLAB_USER_LOGIN": "presser",
            "TOKEN": "t",
        }
    api = f"{address}/api/v1" if forge_name == "gitea" else address
    proposal = {"REPOSITORY": "a/b", "BRANCH": "work", "ACTION": "opened", "SENDER": "presser"}
    return {"API": api, "TOKEN": "t", **proposal}


@contextmanager
def told_pushes(forge_name: str, accounts: Mapping[int, str], origin: Clone) -> Iterator[dict[str, str]]:
    """The environment of a check of a proposal (by number) whose last push was an account's."""
    heads = {number: origin.git("rev-parse", HEADS[number]) for number in accounts}
    address, told = RECORDS_OF_PUSHES[forge_name]([("work", heads[number], who) for number, who in accounts.items()])
    with web({address: json.dumps(told).encode()}) as server:
        yield {**event(forge_name, server), "HEAD": next(iter(heads.values()))}


@pytest.fixture(scope="module")
def branches(tmp_path_factory: pytest.TempPathFactory) -> tuple[Clone, Mapping[str, str]]:
    """A repository whose HEAD is published, and the ids of commits that are proposed."""
    town = Clone(tmp_path_factory.mktemp("pushes") / "town")
    town.root.mkdir()
    town.git("init", "-q")
    town.commit("published", {"a": "1\n"})
    town.git("switch", "-q", "-c", "work")
    ids = {"first": town.commit("first", {"b": "1\n"}), "second": town.commit("second", {"c": "1\n"})}
    town.git("switch", "-q", "main")
    town.commit("published meanwhile", {"d": "1\n"})
    town.git("switch", "-q", "-c", "other", "main~1")
    town.commit("another proposal", {"e": "1\n"})
    for name, brings, alters in (("update", "main", {}), ("evil", "main", {"a": "2\n"}), ("other", "other", {})):
        town.git("switch", "-q", "--detach", ids["second"])
        town.git("merge", "-q", "--no-ff", "--no-commit", brings)
        ids[name] = town.commit("merge", alters)
    town.git("switch", "-q", "--detach", ids["update"])
    ids["after update"] = town.commit("more", {"f": "1\n"})
    town.git("switch", "-q", "main")
    return town, ids


# Of each proposal: its head, and the pushes in the order in which they happened; whose the last one was.
WHO: Mapping[str, tuple[str, Sequence[tuple[str, str, str]], str | None]] = {
    "opened by another": ("first", [("work", "first", "clerk")], "clerk"),
    "the last of two": ("second", [("work", "first", "office"), ("work", "second", "clerk")], "clerk"),
    "the branch brought up to date by a button": (
        "update",
        [("work", "second", "clerk"), ("work", "update", "office")],
        "clerk",
    ),
    "brought up to date and pushed in one go": (
        "update",
        [("work", "first", "office"), ("work", "update", "clerk")],
        "clerk",
    ),
    "a merge that alters is somebody's work": (
        "evil",
        [("work", "second", "clerk"), ("work", "evil", "evil")],
        "evil",
    ),
    "a merge of what is not published is somebody's work": (
        "other",
        [("work", "second", "clerk"), ("work", "other", "evil")],
        "evil",
    ),
    "a commit on top of the button's": (
        "after update",
        [("work", "second", "office"), ("work", "update", "office"), ("work", "after update", "clerk")],
        "clerk",
    ),
    "the same commit on another branch": (
        "first",
        [("work", "first", "clerk"), ("elsewhere", "first", "office")],
        "clerk",
    ),
    "set back to what another once pushed": (
        "first",
        [("work", "first", "office"), ("work", "second", "clerk"), ("work", "first", "clerk")],
        "clerk",
    ),
    "nobody knows": ("first", [("work", "second", "clerk")], None),
}


@pytest.fixture(scope="module")
def pusher() -> Callable[..., str | None]:
    """What `.ci/pusher` finds out, without starting Python anew for each question."""
    return cast(Callable[..., str | None], runpy.run_path(str(ROOT / ".ci/pusher"))["pusher"])


@pytest.mark.parametrize("forge_name", RECORDS_OF_PUSHES)
def test_who_pushed_last_is_judged(
    forge_name: str,
    branches: tuple[Clone, Mapping[str, str]],
    pusher: Callable[..., str | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not who opened the proposal, runs its check again or presses a button: all of that is done by `presser` here."""
    town, ids = branches
    monkeypatch.chdir(town.root)
    answers: dict[str, bytes] = {}
    with web(answers) as server:
        for case, (head, pushes, whose) in WHO.items():
            newest_first = [(branch, ids[after], account) for branch, after, account in reversed(pushes)]
            address, told = RECORDS_OF_PUSHES[forge_name](newest_first)
            answers[address] = json.dumps(told).encode()
            assert pusher({**event(forge_name, server), "HEAD": ids[head]}) == whose, case


def test_where_nobody_is_known_the_check_fails_in_words(branches: tuple[Clone, Mapping[str, str]]) -> None:
    town, ids = branches
    with web({}) as server:
        given = environment(**event("github", server), HEAD=ids["first"])
        command = [sys.executable, str(ROOT / ".ci/pusher")]
        done = subprocess.run(command, cwd=town.root, env=given, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Push it once more" in done.stderr and "请再推送一次" in done.stderr


def test_the_event_of_a_push_names_its_pusher_where_no_record_can_be_read(
    branches: tuple[Clone, Mapping[str, str]],
    pusher: Callable[..., str | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A fork that the token may not read. Whoever opened a proposal is not known to have pushed it."""
    town, ids = branches
    monkeypatch.chdir(town.root)
    with web({}) as server:
        for forge_name, action in (("github", "synchronize"), ("gitea", "synchronized")):
            given = {**event(forge_name, server), "HEAD": ids["first"], "ACTION": action, "SENDER": "clerk"}
            assert pusher(given) == "clerk"
            for other in ("opened", "reopened", ""):
                assert pusher({**given, "ACTION": other}) is None
        assert pusher({**event("gitlab", server), "HEAD": ids["first"]}) is None


def test_a_merge_queue_names_nobody(pusher: Callable[..., str | None]) -> None:
    """Its proposals were judged one by one before; nobody's name is put upon them together."""
    assert pusher({**event("github", "http://127.0.0.1:9"), "BRANCH": "", "REPOSITORY": "", "HEAD": ""}) == ""


def test_gitlab_without_a_token_tells_who_started_the_job_and_says_so(
    pusher: Callable[..., str | None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert pusher({**event("gitlab", ""), "TOKEN": ""}) == "presser"
    assert "docs/forges.md" in capsys.readouterr().err


def test_no_file_names_who_opened_or_pressed() -> None:
    """The account that a check is given comes from `.ci/pusher`, on the base's side, from the event's own fields."""
    for path in (ROOT / ".github/workflows/check.yml", ROOT / ".gitea/workflows/check.yml"):
        check = step_named(path, "Check")
        assert check["env"] == {
            "TOKEN": "${{ github.token }}",
            "API": "${{ github.api_url }}",
            "REPOSITORY": "${{ github.event.pull_request.head.repo.full_name }}",
            "BRANCH": "${{ github.event.pull_request.head.ref }}",
            "HEAD": "${{ github.event.pull_request.head.sha }}",
            "ACTION": "${{ github.event.action }}",
            "SENDER": "${{ github.event.sender.login }}",
        }
        assert check["run"].startswith("author=$(.ci/pusher)\n") and check["working-directory"] == "base"
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"pull_request\.user|triggering_actor|github\.actor", text)
    script = loaded(GITLAB)["proposal"]["script"]
    asked = next(index for index, line in enumerate(script) if ".ci/pusher" in line)
    assert script.index("cd base") < asked < script.index("checked=0")
    assert all('--author "$author"' in line for line in script if "lianhu check" in line)
    assert "GITLAB_USER_LOGIN" not in GITLAB.read_text(encoding="utf-8"), "who pressed, unless nobody else is known"


def test_github_takes_its_rules_from_a_file() -> None:
    """What is approved ends with the next push and is somebody else's; the check's word comes from its job alone."""
    rules = json.loads((ROOT / ".github/ruleset.json").read_text(encoding="utf-8"))
    assert rules["enforcement"] == "active" and rules["bypass_actors"] == []
    assert rules["conditions"]["ref_name"] == {"include": ["~DEFAULT_BRANCH"], "exclude": []}
    of = {rule["type"]: rule.get("parameters", {}) for rule in rules["rules"]}
    assert {"deletion", "non_fast_forward"} <= of.keys()
    review = of["pull_request"]
    assert all(
        review[name]
        for name in ("dismiss_stale_reviews_on_push", "require_last_push_approval", "require_code_owner_review")
    )
    (check,) = of["required_status_checks"]["required_status_checks"]
    assert of["required_status_checks"]["strict_required_status_checks_policy"]
    (job,) = jobs(ROOT / ".github/workflows/check.yml")
    assert check == {"context": job["name"], "integration_id": GITHUB_ACTIONS}
    assert "merge_group" in loaded(ROOT / ".github/workflows/check.yml")["on"]


def test_what_a_forge_cannot_say_is_documented() -> None:
    told = " ".join((ROOT / "docs/forges.md").read_text(encoding="utf-8").split())
    assert "GITEE_PIPELINE_TRIGGER_USER" in (ROOT / ".workflow/check.yml").read_text(encoding="utf-8")
    for words in (
        *("Dismiss stale pull request approvals", "Require approval of the most recent reviewable push"),
        *("Prevent approvals by users who add commits", "Remove all approvals", "Dismiss stale approvals"),
        *("merge queue", "merge train", "GITEE_PIPELINE_TRIGGER_USER", "LIANHU_TOKEN", "lianhu.publisher"),
    ):
        assert words in told, words


# -- the comment


@contextmanager
def forge(code: int = 200) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A forge's comments on a free port of this machine, as GitHub, Gitea and GitLab keep them."""
    comments: list[dict[str, Any]] = [{"id": 1, "body": "somebody else"}]

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            said = json.loads(body)["body"] if body else ""
            if self.command == "POST":
                comments.append({"id": len(comments) + 1, "body": said})
            elif self.command in ("PATCH", "PUT"):
                comments[int(self.path.rsplit("/", 1)[-1]) - 1]["body"] = said
            self.send_response(code)
            self.end_headers()
            self.wfile.write(json.dumps(comments).encode())

        do_GET = do_POST = do_PATCH = do_PUT = answer

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", comments
        server.shutdown()
    del comments[0]


def commented(text: str, folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    (folder / "change.md").write_text(text, encoding="utf-8")
    command = [sys.executable, str(ROOT / ".ci/comment"), str(folder / "change.md")]
    return subprocess.run(command, env=environment(**given), capture_output=True, encoding="utf-8", check=False)


GITHUB = {"REPOSITORY": "a/b", "NUMBER": "7", "TOKEN": "t"}
GITLAB_API = {"CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "7", "TOKEN": "t"}


@pytest.mark.parametrize("given", [GITHUB, GITLAB_API], ids=["github", "gitlab"])
def test_the_comment_is_posted_once_and_brought_up_to_date(given: dict[str, str], tmp_path: Path) -> None:
    with forge() as (address, comments):
        name = "API" if "NUMBER" in given else "CI_API_V4_URL"
        for text in ("first", "second", "x" * 70_000, "last"):
            done = commented(text, tmp_path, **given, **{name: address})
            assert done.returncode == 0, done.stderr
            assert len(comments[-1]["body"]) <= 65_536
    assert [one["body"].splitlines()[-1] for one in comments] == ["last"]


def test_nothing_to_tell_is_told_only_where_something_was(tmp_path: Path) -> None:
    with forge() as (address, comments):
        commented("", tmp_path, **GITHUB, API=address)
        assert len(comments) == 1
        for text in ("something", ""):
            commented(text, tmp_path, **GITHUB, API=address)
    assert [one["body"].endswith("Nothing public changes.") for one in comments] == [True]


@pytest.mark.parametrize("code", [401, 403, 404])
def test_a_token_that_only_reads_is_no_failure(code: int, tmp_path: Path) -> None:
    with forge(code) as (address, _):
        done = commented("text", tmp_path, **GITHUB, API=address)
    assert (done.returncode, str(code) in done.stdout) == (0, True)


def test_a_broken_forge_is_one(tmp_path: Path) -> None:
    with forge(500) as (address, _):
        assert commented("text", tmp_path, **GITHUB, API=address).returncode != 0


def test_without_a_token_or_a_proposal_there_is_no_comment(tmp_path: Path) -> None:
    for given in ({**GITHUB, "TOKEN": ""}, {**GITHUB, "NUMBER": ""}, {}):
        assert commented("text", tmp_path, **given).stdout.startswith("No comment")


# -- pre-commit


def test_pre_commit_asks_the_check(tmp_path: Path) -> None:
    """In a real repository, without network: its hooks are this machine's programs."""
    clone = Clone.of_the_tiny_town(tmp_path / "town")
    config = (ROOT / ".pre-commit-config.yaml").read_bytes()
    assert {one["language"] for one in yaml.safe_load(config)["repos"][0]["hooks"]} == {"system"}
    assert clone.lianhu("owners").returncode == 0
    clone.commit("pre-commit", {".pre-commit-config.yaml": config})
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "lianhu").write_text(f'#!/bin/sh\nexec {sys.executable} -P -m lianhu.cli "$@"\n')
    (programs / "lianhu").chmod(0o755)
    given = {
        "PATH": f"{programs}{os.pathsep}{environment()['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "HOME": str(tmp_path),
    }

    def pre_commit(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(PROGRAMS / "pre-commit"), "run", *arguments]
        return subprocess.run(
            command, cwd=clone.root, env=environment(**given), check=False, capture_output=True, encoding="utf-8"
        )

    good = pre_commit("--all-files")
    assert good.returncode == 0, good.stdout + good.stderr
    clone.append(ISSUE, FED_BACK.replace("11-20", "01-20"))
    clone.git("add", "--all")
    bad = pre_commit()
    assert bad.returncode == 1 and "[event_dates_do_not_go_back]" in bad.stdout


def test_the_account_of_these_tests_is_an_editor() -> None:
    assert CLERK["LIANHU_AUTHOR"] in (ROOT / "tests/town/records/editors.yaml").read_text(encoding="utf-8")
