"""Lists of git repositories."""

import os
import shutil
import subprocess
from datetime import datetime, timezone
from pathlib import Path

import pytest

from nngrader.errors import NoSubmission
from nngrader.intake import Intake, _git, repositories, take_in
from nngrader.jobs import Refused
from tests.intake.classes import XOR, told

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
COMMITTED = datetime(2027, 1, 31, 20, tzinfo=timezone.utc)
OF_COMMITS = (
    "The time of 1 hand-in is that of the commit, which students can set; a column submitted_at "
    "is surer."
)


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody whose settings are nobody's."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@x.edu"}
    who |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in who.items()}
    when = {"GIT_COMMITTER_DATE": "2027-01-31T20:00:00Z", "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z"}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder, env=own | who | when | alone, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


def repository(folder: Path, **files: str) -> Path:
    """Make a repository with one commit; `__` in a name is `/`, and the ending is .py."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet")
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    committed(folder)
    return folder


def committed(folder: Path) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "work")
    return git(folder, "rev-parse", "HEAD")


def listed(place: Path, *lines: str) -> Intake:
    path = place / "class.csv"
    path.write_text("\n".join(lines))
    return take_in(path, XOR)


def test_a_clone_is_read_as_it_was_committed(tmp_path: Path) -> None:
    ada = repository(tmp_path / "clones/ada", xor="x = 1\n", plot="y = 1\n")
    (ada / "xor.py").write_text("not committed\n")

    found = listed(tmp_path, "student,path", "ada,clones/ada")

    assert found.layout == "a list of repositories"
    assert told(found) == ["ada | clones/ada: xor.py | x = 1"]
    assert found.claims[0].submitted_at == COMMITTED
    assert found.notes == (
        OF_COMMITS,
        "Not graded, for a hand-in lies beside: clones/ada: plot.py.",
    )


def test_nothing_of_a_repository_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(tmp_path / "ada", xor="x = 1\n")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))

    listed(tmp_path, "student,path", "ada,ada", "bob,none")

    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_branch_a_tag_and_a_commit_may_be_named(tmp_path: Path) -> None:
    ada = repository(tmp_path / "ada", xor="first = 1\n")
    first = git(ada, "rev-parse", "HEAD")
    git(ada, "tag", "--annotate", "--message", "v", "v1")
    git(ada, "switch", "--quiet", "--create", "late/work")
    (ada / "xor.py").write_text("second = 2\n")
    committed(ada)
    git(ada, "switch", "--quiet", "main")
    (ada / "xor.py").write_text("third = 3\n")
    committed(ada)

    lines = [f"{number},ada,{ref}" for number, ref in enumerate(("", "late/work", "v1", first))]
    found = listed(tmp_path, "student,path,ref", *lines)

    assert [line.rpartition(" | ")[2] for line in told(found)] == [
        "third = 3",
        "second = 2",
        "first = 1",
        "first = 1",
    ]


def test_a_part_of_a_commit_is_asked_for_whole(tmp_path: Path) -> None:
    repository(tmp_path / "ada", xor="")

    assert told(listed(tmp_path, "student,path,ref", "ada,ada,abcdef1")) == [
        "ada | ada | git says: couldn't find remote ref abcdef1. Write a commit with all its 40 "
        "digits"
    ]


def test_a_folder_of_the_repository_may_be_named(tmp_path: Path) -> None:
    repository(tmp_path / "ada", hw1__xor="x = 1\n", hw2__xor="x = 2\n")

    found = listed(tmp_path, "id,path,folder", "a,ada,hw2", "b,ada,/hw1/", "c,ada,hw3", "d,ada,")

    assert told(found) == [
        "a | ada: hw2/xor.py | x = 2",
        "b | ada: hw1/xor.py | x = 1",
        "c | ada | it holds no folder hw3",
        "d | ada: hw1/xor.py | x = 1",
        "d | ada: hw2/xor.py | x = 2",
    ]


def test_one_repository_that_fails_costs_only_itself(tmp_path: Path) -> None:
    repository(tmp_path / "ada", xor="x = 1\n")
    repository(tmp_path / "empty", notes="")
    (tmp_path / "plain").mkdir()

    found = listed(tmp_path, "student,path", "ada,ada", "bob,none", "cyd,plain", "dan,empty")

    assert [line for line in told(found) if line.startswith(("ada", "dan"))] == [
        "ada | ada: xor.py | x = 1",
        "dan | empty: notes.py | ",
    ]
    assert told(found)[1] == (
        f"bob | none | git says: '{tmp_path}/none' does not appear to be a git repository"
    )
    refused = found.claims[2].read()
    assert isinstance(refused, Refused)
    assert refused.reason == (
        f"git says: '{tmp_path}/plain' does not appear to be a git repository"
    )


def test_the_time_of_the_csv_goes_before_that_of_the_commit(tmp_path: Path) -> None:
    repository(tmp_path / "ada", xor="")

    found = listed(
        tmp_path,
        "student,path,submitted_at",
        "a,ada,2027-01-30T10:00:00+01:00",
        "b,ada,2027-01-30 10:00",
        "c,ada,yesterday",
    )

    assert [claim.submitted_at for claim in found.claims] == [
        datetime(2027, 1, 30, 9, tzinfo=timezone.utc),
        datetime(2027, 1, 30, 10, tzinfo=timezone.utc),
        COMMITTED,
    ]
    assert found.notes == (
        "class.csv: submitted_at in line 4 is no moment such as 2027-01-31T23:59:00+01:00; the "
        "time of the commit is taken.",
        "class.csv: a submitted_at without a zone is taken as UTC.",
        OF_COMMITS,
    )


def test_students_stand_in_columns_as_in_a_roster(tmp_path: Path) -> None:
    repository(tmp_path / "ada", xor="")
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name,github\ns01,Ada Lovelace,ada-l\ns02,Bob Ray,\ns03,Cyd,\n")
    path = tmp_path / "class.csv"
    path.write_text(
        "roster_identifier,github_username,path\ns02,bobby,ada\n,Ada-L,ada\n,unknown,ada\n,,ada\n"
    )

    found = take_in(path, XOR, roster)

    assert [claim.student.id for claim in found.claims] == ["s02", "s01", "unknown", "ada"]
    assert found.roster[1].other_ids == {"github": "bobby"}


@pytest.mark.parametrize(
    "url",
    [
        "-oProxyCommand=touch x",
        "--upload-pack=touch x",
        "ext::sh -c touch% x",
        "file:///etc",
        "/home/teacher/solutions",
        "../solutions",
        "git://host/x",
        "https://-x/y",
        "ssh://-oProxyCommand=x/y",
        "git@-oProxyCommand=x:y",
        "-x@host:y",
        "https://host/a b",
        "fd::17",
    ],
)
def test_an_address_that_is_none_is_not_given_to_git(url: str, tmp_path: Path) -> None:
    found = listed(tmp_path, "student,url", f"ada,{url}")

    assert told(found)[0].endswith(
        "| its address is not one of https://, http://, ssh:// or user@host:path. A folder of this "
        "computer belongs into the column `path`"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/a/b",
        "http://[::1]:3000/a.git",
        "ssh://git@host:22/a",
        "git@host:a/b.git",
    ],
)
def test_usual_addresses_are_given_to_git(url: str) -> None:
    assert _git.ADDRESS.fullmatch(url)


@pytest.mark.parametrize(
    "ref", ["-x", "--all", "a:b", "+main", "^main", "a..b", "a b", "*", "@{1}"]
)
def test_a_ref_that_is_none_is_not_given_to_git(ref: str, tmp_path: Path) -> None:
    repository(tmp_path / "ada", xor="")

    found = listed(tmp_path, "student,path,ref", f"ada,ada,{ref}")

    assert told(found) == [f"ada | ada | {ref} is no branch, tag or commit"]


def test_a_password_in_an_address_is_not_told(tmp_path: Path) -> None:
    found = listed(tmp_path, "student,url", "ada,https://me:secret@localhost:1/x")

    assert "secret" not in repr(found)
    assert found.claims[0].source == "https://localhost:1/x"
    (line,) = told(found)
    assert line.startswith("ada | https://localhost:1/x | git says: unable to access ")
    assert "secret" not in line


def test_a_repository_may_only_be_reached_as_its_column_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where this computer's settings lead an address to a folder."""
    repository(tmp_path / "ada", xor="")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.{tmp_path}/.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "https://host/")

    assert told(listed(tmp_path, "student,url", "ada,https://host/ada")) == [
        "ada | https://host/ada | git says: transport 'file' not allowed"
    ]


def test_links_submodules_and_lfs_are_not_followed(tmp_path: Path) -> None:
    ada = repository(tmp_path / "ada", xor="")
    (ada / "xor.py").unlink()
    (ada / "xor.py").symlink_to("/etc/passwd")
    committed(ada)
    bob = repository(tmp_path / "bob", xor="version https://git-lfs.github.com/spec/v1\noid x\n")
    digest = git(bob, "rev-parse", "HEAD")
    git(bob, "update-index", "--add", "--cacheinfo", f"160000,{digest},inner")
    git(bob, "commit", "--quiet", "--message", "submodule")

    assert told(listed(tmp_path, "student,path", "ada,ada", "bob,bob")) == [
        "ada | ada: xor.py | it is a link. Hand in the file itself",
        "bob | bob: xor.py | it is kept in Git LFS, which is not fetched. Commit the file itself",
    ]


def test_hooks_and_settings_of_a_repository_are_not_run(tmp_path: Path) -> None:
    ada = repository(tmp_path / "ada", xor="x = 1\n")
    for name in ("post-checkout", "pre-receive", "reference-transaction", "post-merge"):
        hook = ada / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
        hook.chmod(0o755)
    git(ada, "config", "core.fsmonitor", f"touch {tmp_path}/ran")
    git(ada, "config", "uploadpack.packObjectsHook", f"touch {tmp_path}/ran")
    (ada / ".gitattributes").write_text("*.py filter=evil\n")
    git(ada, "config", "filter.evil.smudge", f"touch {tmp_path}/ran")
    shutil.rmtree(ada / ".git/hooks/nothing", ignore_errors=True)

    assert told(listed(tmp_path, "student,path", "ada,ada")) == ["ada | ada: xor.py | x = 1"]
    assert not (tmp_path / "ran").exists()


def test_a_repository_that_several_students_name_is_fetched_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(tmp_path / "ada", xor="x = 1\n")
    asked = []

    def fetched(folder: Path, source: str, ref: str, *, local: bool) -> _git.Repository:
        asked.append(source)
        return _git.fetched(folder, source, ref, local=local)

    monkeypatch.setattr(repositories, "fetched", fetched)

    assert len(listed(tmp_path, "student,path", "ada,ada", "bob,ada").claims) == 2
    assert len(asked) == 1


def test_time_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(_git, "QUICK_S", 0.1)

    with pytest.raises(_git.GitFailed, match=r"^git took more than 0 seconds$"):
        _git._Git(tmp_path, local=True).run("init", limit_s=0.1)


def test_size_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "bin" / "git"
    large.parent.mkdir()
    large.write_text("#!/bin/sh\nhead -c 3000000 /dev/zero\nsleep 60\n")
    large.chmod(0o755)
    monkeypatch.setenv("PATH", f"{large.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(_git, "MOST_BYTES", 2 << 20)

    with pytest.raises(_git.GitFailed, match=r"^it has more than 2 MB$"):
        _git._Git(tmp_path, local=True).run("init")


def test_the_most_files_are_listed_and_one_more_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(tmp_path / "ada", xor="x = 1\n", plot="")
    monkeypatch.setattr(_git, "MOST_FILES", 2)
    assert told(listed(tmp_path, "student,path", "ada,ada")) == ["ada | ada: xor.py | x = 1"]

    monkeypatch.setattr(_git, "MOST_FILES", 1)
    assert told(listed(tmp_path, "student,path", "ada,ada")) == [
        "ada | ada | it holds more than 1 files"
    ]


def test_without_git_every_repository_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert told(listed(tmp_path, "student,url", "ada,https://host/x")) == [
        "ada | https://host/x | git is not installed here"
    ]


def test_a_csv_that_lists_no_repositories_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoSubmission) as caught:
        listed(tmp_path, "student,grade", "ada,1")

    assert str(caught.value) == (
        f"{tmp_path}/class.csv lists no repositories: its first line is student and grade. A list "
        "of repositories has the columns `student` and `url`, or `student` and `path`."
    )


def test_the_longest_list_is_fetched_and_one_more_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repositories, "MOST", 1)

    assert len(listed(tmp_path, "student,url", "ada,x").claims) == 1
    with pytest.raises(NoSubmission) as caught:
        listed(tmp_path, "student,url", "ada,x", "bob,x")
    assert str(caught.value) == f"{tmp_path}/class.csv lists 2 repositories; 1 is the most."
