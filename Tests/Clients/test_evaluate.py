"""`rolecall evaluate`: cases from files and from standard input, a line each, without a server."""

import json
import subprocess

import pytest
from server import PROGRAM, ROOT, clean_environment

ALICE = "arn:aws:iam::123456789012:user/alice"
READ = {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}


def case(identifier="one", action="s3:GetObject", policies=None, **more):
    """A case in which alice asks for an action on an object, as one line."""
    request = {"principal": ALICE, "action": action, "resource": "arn:aws:s3:::b/k", "context": {}}
    policies = {"identity": [{"Statement": [READ]}]} if policies is None else policies
    return json.dumps({"id": identifier, "request": request, "policies": policies} | more)


def evaluate(*arguments, text="", folder=None):
    """Runs the command; answers its exit status, its lines as JSON, and what it complains of."""
    data = text if isinstance(text, bytes) else text.encode()
    run = subprocess.run(
        [PROGRAM, "evaluate", *map(str, arguments)],
        input=data, capture_output=True, cwd=folder, env=clean_environment(), timeout=60,
    )
    lines = run.stdout.decode().split("\n")
    assert lines.pop() == "", "the last line ends like the others"
    return run.returncode, [json.loads(line) for line in lines], run.stderr.decode()


ALLOWED = {
    "id": "one",
    "decision": "Allowed",
    "determining": [{"kind": "identity", "policy": 0, "statement": 0, "sid": "Read"}],
}


@pytest.mark.parametrize("ending", ["", "\n", "\n\n  \n", "\r\n"])
def test_a_case_from_standard_input_is_answered(ending):
    assert evaluate(text=case() + ending) == (0, [ALLOWED], "")


def test_nothing_is_answered_with_nothing():
    assert evaluate(text="") == (0, [], "")


def test_cases_of_a_file_are_answered_in_order(tmp_path):
    path = tmp_path / "cases.jsonl"
    names = [str(number) for number in range(2000)]
    path.write_text("".join(case(name) + "\n" for name in names))
    status, answers, complaints = evaluate(path)
    assert (status, complaints) == (0, "")
    assert [answer["id"] for answer in answers] == names
    assert {answer["decision"] for answer in answers} == {"Allowed"}


def test_several_files_are_answered_in_order_and_standard_input_is_left_alone(tmp_path):
    (tmp_path / "first").write_text(case("first"))
    (tmp_path / "second").write_text(case("second", action="s3:PutObject") + "\n" + case("third"))
    status, answers, complaints = evaluate("first", "second", text=case("no"), folder=tmp_path)
    assert (status, complaints) == (0, "")
    assert [(answer["id"], answer["decision"]) for answer in answers] == [
        ("first", "Allowed"), ("second", "ImplicitlyDenied"), ("third", "Allowed"),
    ]


def test_the_answer_keeps_to_the_words_of_the_format():
    deny = {"Effect": "Deny", "Action": "*", "Resource": "*"}
    policies = {"identity": [{"Statement": [READ]}], "scp": [[{"Statement": [READ, deny]}]]}
    assert evaluate(text=case(policies=policies))[1] == [
        {
            "id": "one",
            "decision": "ExplicitlyDenied",
            "determining": [{"kind": "scp", "level": 0, "policy": 0, "statement": 1}],
        }
    ]
    assert evaluate(text=case(policies={}))[1] == [
        {"id": "one", "decision": "ImplicitlyDenied", "determining": []}
    ]


@pytest.mark.parametrize("place", ["before", "after"])
def test_an_explanation_comes_when_asked_for(tmp_path, place):
    path = tmp_path / "cases"
    path.write_text(case(action="s3:PutObject"))
    arguments = ["--explain", path] if place == "before" else [path, "--explain"]
    status, [answer], _ = evaluate(*arguments)
    assert status == 0
    explanation = answer.pop("explanation")
    assert answer == {"id": "one", "decision": "ImplicitlyDenied", "determining": []}
    assert explanation["decision"] == "ImplicitlyDenied"
    assert explanation["action"] == "s3:PutObject"
    [nearest] = explanation["nearest"]
    assert nearest["sid"] == "Read"
    assert nearest["mismatches"] == [{"element": "Action", "wanted": ["s3:Get*"]}]


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", "nonsense", '{"id": "bad"}', '{"id": "bad", "id": "bad", "request": {}}',
        case("bad") + " x", b"\xff\xfe", "[" * 100_000, "\x00",
    ],
)
def test_a_bad_line_is_answered_with_its_error_and_the_next_is_read(line):
    data = line if isinstance(line, bytes) else line.encode()
    lines = [case("first").encode(), data, case("last").encode()]
    status, answers, complaints = evaluate(text=b"\n".join(lines))
    assert (status, complaints) == (0, "")
    assert [answer.get("id") for answer in answers[::2]] == ["first", "last"]
    assert answers[1]["error"]
    assert "decision" not in answers[1]


def test_unknown_fields_of_a_case_are_passed_over():
    more = {"title": "t", "source": "s", "tags": [1, {"a": None}], "expected": "ExplicitlyDenied"}
    assert evaluate(text=case(**more)) == (0, [ALLOWED], "")


def test_an_unknown_element_of_a_policy_grants_nothing():
    policies = {"identity": [{"Statement": [READ]}, {"Statement": [READ | {"Effort": "x"}]}]}
    status, [answer], _ = evaluate(text=case(policies=policies))
    assert status == 0
    assert (answer["decision"], answer["determining"]) == ("ImplicitlyDenied", [])
    assert answer["error"].startswith("identity[1]: MalformedPolicyDocument: ")


def test_a_file_that_cannot_be_read_ends_the_command(tmp_path):
    (tmp_path / "there").write_text(case("there"))
    status, answers, complaints = evaluate("there", "missing", "there", folder=tmp_path)
    assert (status, complaints) == (1, "rolecall: cannot read missing\n")
    assert [answer["id"] for answer in answers] == ["there"]
    assert evaluate(tmp_path)[0] == 1, "a folder is no file"


@pytest.mark.parametrize("arguments", [["--explain=x"], ["--unknown"], ["--", "--unknown"]])
def test_what_is_not_understood_is_told_from_what_fails(arguments):
    status, answers, complaints = evaluate(*arguments, text=case())
    assert (status, answers) == (1 if arguments[0] == "--" else 2, [])
    assert complaints.startswith("rolecall: ")


def test_the_cases_of_the_repository_have_the_decisions_that_they_expect():
    files = sorted((ROOT / "Fixtures/cases").glob("**/*.jsonl"))
    status, answers, complaints = evaluate(*files)
    cases = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    assert (status, complaints) == (0, "")
    assert len(answers) == len(cases) > 1000
    for answer, expected in zip(answers, cases):
        assert answer["id"] == expected["id"]
        accepted = expected.get("accept") or [expected["expected"]]
        assert answer["decision"] in accepted, expected
