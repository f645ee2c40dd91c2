"""The files that forges run, as they are: valid, pinned, without trust in a proposal, and their steps run here."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from help import waiting
from help.clones import CLERK, FED_BACK, ISSUE, ROOT, Clone, environment

pytestmark = pytest.mark.slow

ACTIONS = sorted((ROOT / ".github/workflows").glob("*.yml")) + sorted((ROOT / ".gitea/workflows").glob("*.yml"))
GITEE = sorted((ROOT / ".workflow").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
PROGRAMS = Path(sys.executable).parent


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
    assert "secrets" not in text and "actions/cache" not in text and "cache:" not in text
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
        *("GITLAB_USER_LOGIN", "LIANHU_TOKEN"),
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
    done = shell(check["run"], base, AUTHOR="heping-clerk")
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
    done = shell(step_named(path, "Check")["run"], work / "base", AUTHOR="heping-clerk")
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
        "GITLAB_USER_LOGIN": "heping-clerk",
    }
    done = shell("\n".join(script), work.root, **given)
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


def test_gitea_publishes_into_a_branch(origin: Clone, tmp_path: Path) -> None:
    (work := tmp_path / "work").mkdir()
    path = ROOT / ".gitea/workflows/publish.yml"
    given = {"SERVER": str(origin.root.parent), "REPOSITORY": "town", "TOKEN": "t"}
    given["COMMIT"] = origin.git("rev-parse", "main")
    for name, where in (
        ("Fetch what is published", work),
        ("Install, check and build", work / "town"),
        ("Publish", work),
    ):
        done = shell(step_named(path, name)["run"], where, **given)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "index.html" in origin.git("ls-tree", "--name-only", "pages").splitlines()


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
        threading.Thread(target=server.serve_forever, daemon=True).start()
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
