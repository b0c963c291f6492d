"""Many clients at the same names at once: every answer is one that some serial order explains."""

import collections
import dataclasses

import pytest
from authorization_table import POLICY, TRUST
from linearizability import OK, Call, order
from players import CLIENTS, SEED, Recorder, at_once, explained, is_id, ok, refused

CELLS = 4
CALLS = 24


@dataclasses.dataclass(frozen=True)
class Cell:
    """What a user, a group and a policy of one number are, as far as the calls can tell."""

    user: str = ""
    group: str = ""
    member: bool = False
    policy: str = ""
    versions: frozenset = frozenset()
    next_version: int = 1
    attached: bool = False
    inline: bool = False
    keys: frozenset = frozenset()

    def but(self, **more):
        return dataclasses.replace(self, **more)


def cell(state, call):
    """The state after a call of `Cell`'s world, or None when its answer is wrong."""
    expected = globals()[f"model_{call.name}"](state, call)
    after, *answers = expected
    return after if call.answer in answers else None


def made(state, call, field, **more):
    if getattr(state, field):
        return state, "EntityAlreadyExists"
    # A new id is whatever the server says, once: it is looked for again in what is read.
    return state.but(**{field: call.answer}, **more), call.answer if is_id(call.answer) else None


def model_create_user(state, call):
    return made(state, call, "user")


def model_get_user(state, call):
    return state, state.user or "NoSuchEntity"


def model_delete_user(state, call):
    if not state.user:
        return state, "NoSuchEntity"
    if state.member or state.attached or state.inline or state.keys:
        return state, "DeleteConflict"
    return state.but(user=""), "ok"


def model_create_access_key(state, call):
    if not state.user:
        return state, "NoSuchEntity"
    if len(state.keys) == 2:
        return state, "LimitExceeded"
    if not is_id(call.answer) or call.answer in state.keys:
        return state, None
    return state.but(keys=state.keys | {call.answer}), call.answer


def model_list_access_keys(state, call):
    return state, state.keys if state.user else "NoSuchEntity"


def model_delete_access_key(state, call):
    if call.arguments[0] not in state.keys:
        return state, "NoSuchEntity"
    return state.but(keys=state.keys - {call.arguments[0]}), "ok"


def model_put_user_policy(state, call):
    return (state.but(inline=True), "ok") if state.user else (state, "NoSuchEntity")


def model_delete_user_policy(state, call):
    return (state.but(inline=False), "ok") if state.inline else (state, "NoSuchEntity")


def model_create_group(state, call):
    return made(state, call, "group")


def model_delete_group(state, call):
    if not state.group:
        return state, "NoSuchEntity"
    return (state, "DeleteConflict") if state.member else (state.but(group=""), "ok")


def model_get_group(state, call):
    if not state.group:
        return state, "NoSuchEntity"
    return state, (state.group, state.user if state.member else "")


def model_add_user_to_group(state, call):
    if not state.user or not state.group:
        return state, "NoSuchEntity"
    return state.but(member=True), "ok"


def model_remove_user_from_group(state, call):
    if not state.user or not state.group:
        return state, "NoSuchEntity"
    if not state.member:
        return state, "NoSuchEntity"
    return state.but(member=False), "ok"


def model_create_policy(state, call):
    return made(state, call, "policy", versions=frozenset([1]), next_version=2)


def model_get_policy(state, call):
    return state, (state.policy, int(state.attached)) if state.policy else "NoSuchEntity"


def model_create_policy_version(state, call):
    if not state.policy:
        return state, "NoSuchEntity"
    if len(state.versions) == 5:
        return state, "LimitExceeded"
    number = state.next_version
    return state.but(versions=state.versions | {number}, next_version=number + 1), number


def model_delete_policy_version(state, call):
    (number,) = call.arguments
    if number not in state.versions:
        return state, "NoSuchEntity"
    if number == 1:
        return state, "DeleteConflict"
    return state.but(versions=state.versions - {number}), "ok"


def model_list_policy_versions(state, call):
    return state, state.versions if state.policy else "NoSuchEntity"


def model_delete_policy(state, call):
    if not state.policy:
        return state, "NoSuchEntity"
    if state.attached or len(state.versions) > 1:
        return state, "DeleteConflict"
    return state.but(policy="", versions=frozenset(), next_version=1), "ok"


def model_attach_user_policy(state, call):
    if not state.user or not state.policy:
        return state, "NoSuchEntity"
    return state.but(attached=True), "ok"


def model_detach_user_policy(state, call):
    return (state.but(attached=False), "ok") if state.attached else (state, "NoSuchEntity")


def model_list_attached_user_policies(state, call):
    return state, state.attached if state.user else "NoSuchEntity"


class Player(Recorder):
    """Plays calls at random on the users, groups and policies of a few numbers."""

    def __init__(self, account, iam, seed, keys):
        super().__init__(iam, seed)
        self.arn, self.keys = account.arn, keys

    def play(self, calls, start):
        start.wait()
        for _ in range(calls):
            number = self.chance.randrange(CELLS)
            name = self.chance.choice(CALLS_OF_A_CELL)
            arguments = ()
            if name == "delete_access_key":
                arguments = (self.chance.choice(list(self.keys[number])[-3:] or ["A" * 20]),)
            elif name == "delete_policy_version":
                arguments = (self.chance.randrange(1, 7),)
            method = getattr(self, name)
            seen = self.call(method, name, number, *arguments, told=arguments)
            self.history.append((number, seen))

    def create_user(self, number):
        return self.iam.create_user(UserName=f"u{number}")["User"]["UserId"]

    def get_user(self, number):
        return self.iam.get_user(UserName=f"u{number}")["User"]["UserId"]

    def delete_user(self, number):
        return ok(self.iam.delete_user(UserName=f"u{number}"))

    def create_access_key(self, number):
        made = self.iam.create_access_key(UserName=f"u{number}")["AccessKey"]["AccessKeyId"]
        self.keys[number].append(made)
        return made

    def list_access_keys(self, number):
        listed = self.iam.list_access_keys(UserName=f"u{number}")["AccessKeyMetadata"]
        return frozenset(key["AccessKeyId"] for key in listed)

    def delete_access_key(self, number, key):
        return ok(self.iam.delete_access_key(UserName=f"u{number}", AccessKeyId=key))

    def put_user_policy(self, number):
        return ok(
            self.iam.put_user_policy(
                UserName=f"u{number}", PolicyName="i", PolicyDocument=POLICY
            )
        )

    def delete_user_policy(self, number):
        return ok(self.iam.delete_user_policy(UserName=f"u{number}", PolicyName="i"))

    def create_group(self, number):
        return self.iam.create_group(GroupName=f"g{number}")["Group"]["GroupId"]

    def delete_group(self, number):
        return ok(self.iam.delete_group(GroupName=f"g{number}"))

    def get_group(self, number):
        read = self.iam.get_group(GroupName=f"g{number}")
        return read["Group"]["GroupId"], "".join(user["UserId"] for user in read["Users"])

    def add_user_to_group(self, number):
        return ok(self.iam.add_user_to_group(GroupName=f"g{number}", UserName=f"u{number}"))

    def remove_user_from_group(self, number):
        return ok(self.iam.remove_user_from_group(GroupName=f"g{number}", UserName=f"u{number}"))

    def policy(self, number):
        return self.arn(f"policy/p{number}")

    def create_policy(self, number):
        made = self.iam.create_policy(PolicyName=f"p{number}", PolicyDocument=POLICY)
        return made["Policy"]["PolicyId"]

    def get_policy(self, number):
        read = self.iam.get_policy(PolicyArn=self.policy(number))["Policy"]
        return read["PolicyId"], read["AttachmentCount"]

    def create_policy_version(self, number):
        made = self.iam.create_policy_version(
            PolicyArn=self.policy(number), PolicyDocument=POLICY
        )
        return version(made["PolicyVersion"])

    def delete_policy_version(self, number, which):
        return ok(
            self.iam.delete_policy_version(PolicyArn=self.policy(number), VersionId=f"v{which}")
        )

    def list_policy_versions(self, number):
        listed = self.iam.list_policy_versions(PolicyArn=self.policy(number))
        return frozenset(map(version, listed["Versions"]))

    def delete_policy(self, number):
        return ok(self.iam.delete_policy(PolicyArn=self.policy(number)))

    def attach_user_policy(self, number):
        return ok(
            self.iam.attach_user_policy(UserName=f"u{number}", PolicyArn=self.policy(number))
        )

    def detach_user_policy(self, number):
        return ok(
            self.iam.detach_user_policy(UserName=f"u{number}", PolicyArn=self.policy(number))
        )

    def list_attached_user_policies(self, number):
        listed = self.iam.list_attached_user_policies(UserName=f"u{number}")
        return len(listed["AttachedPolicies"]) == 1


CALLS_OF_A_CELL = sorted(
    name.removeprefix("model_") for name in globals() if name.startswith("model_")
)


def version(described):
    return int(described["VersionId"].removeprefix("v"))


def play_cells(account, clients, calls):
    iam = account.client("iam", max_pool_connections=clients)
    keys = collections.defaultdict(list)
    players = [Player(account, iam, f"{SEED} {index}", keys) for index in range(clients)]
    parts = collections.defaultdict(list)
    for number, call in at_once(players, calls):
        parts[number].append(call)
    return parts


def test_one_client_is_explained_by_its_own_order(account):
    print(f"seed {SEED}")
    for history in play_cells(account, 1, 400).values():
        assert explained(history, cell, Cell()) == history


def test_many_clients_at_the_same_names_are_explained(account):
    print(f"seed {SEED}")
    parts = play_cells(account, CLIENTS, CALLS)
    assert len(parts) == CELLS
    for history in parts.values():
        explained(history, cell, Cell())


QUOTA = 3


@dataclasses.dataclass(frozen=True)
class Kind:
    """What there may be only so many of, and how its calls are named."""

    noun: str
    quota: str
    more: tuple = ()

    @property
    def word(self):
        return "".join(part.capitalize() for part in self.noun.split("_"))

    def __str__(self):
        return self.noun


KINDS = [
    Kind("group", "GroupsPerAccount"),
    Kind("role", "RolesPerAccount", (("AssumeRolePolicyDocument", TRUST),)),
    Kind("instance_profile", "InstanceProfilesPerAccount"),
]


class Crowd(Recorder):
    """Creates, deletes and reads one kind, of more names than the account may have."""

    def __init__(self, iam, seed, kind):
        super().__init__(iam, seed)
        self.kind = kind

    def play(self, calls, start):
        start.wait()
        for _ in range(calls):
            name = self.chance.choice(["create", "create", "delete", "read", "all"])
            arguments = (self.chance.choice("abcdeE"),) if name != "all" else ()
            self.history.append(self.call(getattr(self, name), name, *arguments))

    def ask(self, verb, name, **more):
        call = getattr(self.iam, f"{verb}_{self.kind.noun}")
        return call(**{f"{self.kind.word}Name": name}, **more)

    def create(self, name):
        made = self.ask("create", name, **dict(self.kind.more))
        return made[self.kind.word][f"{self.kind.word}Id"]

    def delete(self, name):
        return ok(self.ask("delete", name))

    def read(self, name):
        return self.ask("get", name)[self.kind.word][f"{self.kind.word}Id"]

    def all(self):
        word = self.kind.word
        listed = getattr(self.iam, f"list_{self.kind.noun}s")()[f"{word}s"]
        return frozenset((one[f"{word}Name"], one[f"{word}Id"]) for one in listed)


def crowd(state, call):
    """What there is after a call of `Crowd`, or None when its answer is wrong."""
    found = next((pair for pair in state if (pair[0],) == call.arguments), None)
    if call.name == "all":
        return state if call.answer == state else None
    if call.name == "read":
        return state if call.answer == (found[1] if found else "NoSuchEntity") else None
    if call.name == "delete":
        if call.answer == "ok":
            return state - {found} if found else None
        return state if not found and call.answer == "NoSuchEntity" else None
    (name,) = call.arguments
    taken = any(other.lower() == name.lower() for other, _ in state)
    if call.answer == "EntityAlreadyExists":
        return state if taken else None
    if call.answer == "LimitExceeded":
        return state if len(state) == QUOTA else None
    fits = is_id(call.answer) and not taken and len(state) < QUOTA
    return state | {(name, call.answer)} if fits else None


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_quota_and_uniqueness_hold_for_many_clients(server, account, kind):
    print(f"seed {SEED}")
    server.rolecall("account", "quota", account.id, kind.quota, QUOTA)
    iam = account.client("iam", max_pool_connections=CLIENTS)
    players = [Crowd(iam, f"{SEED} crowd {index}", kind) for index in range(CLIENTS)]
    history = at_once(players, CALLS)
    explained(history, crowd, frozenset())
    seen = {call.answer for call in history if isinstance(call.answer, str)}
    assert {"LimitExceeded", "EntityAlreadyExists", "NoSuchEntity", "ok"} <= seen


def spread(*calls):
    """Calls one after another."""
    return [Call(*call, 10 * place, 10 * place + 5) for place, call in enumerate(calls)]


def same_time(*calls):
    """Calls that overlap all."""
    return [Call(*call, place, 1000 - place) for place, call in enumerate(calls)]


MADE = ("create", ("a",), "AGPA1")
AGAIN = ("create", ("a",), "AGPA2")
GONE = ("delete", ("a",), "ok")
FULL = ("create", ("d",), "LimitExceeded")


@pytest.mark.parametrize(
    "history",
    [
        spread(MADE, ("read", ("a",), "AGPA1"), GONE, ("read", ("a",), "NoSuchEntity")),
        same_time(("read", ("a",), "AGPA1"), GONE, MADE),
        same_time(AGAIN, GONE, MADE),
        same_time(*(("create", (name,), f"AGPA{name}") for name in "abcd"), GONE),
        spread(*(("create", (name,), f"AGPA{name}") for name in "abc"), FULL),
    ],
)
def test_the_check_takes_what_a_serial_order_explains(history):
    found = order(history, crowd, frozenset())
    assert sorted(map(str, found)) == sorted(map(str, history))


@pytest.mark.parametrize(
    "history",
    [
        pytest.param(spread(MADE, AGAIN), id="a name is taken twice"),
        pytest.param(same_time(MADE, AGAIN), id="twice at once"),
        pytest.param(same_time(MADE, ("create", ("A",), "AGPA2")), id="in the other case"),
        pytest.param(same_time(MADE, GONE, GONE), id="one deletion too many"),
        pytest.param(spread(MADE, GONE, ("read", ("a",), "AGPA1")), id="read when gone"),
        pytest.param(spread(MADE, ("all", (), frozenset())), id="a stale list"),
        pytest.param(spread(("read", ("a",), "AGPA1"), MADE), id="read too early"),
        pytest.param(
            same_time(*(("create", (name,), f"AGPA{name}") for name in "abcd")), id="over the quota"
        ),
        pytest.param(
            same_time(("create", ("a",), "LimitExceeded"), MADE), id="refused below the quota"
        ),
        pytest.param(spread(("create", ("a",), "ServiceFailure")), id="an unknown answer"),
    ],
)
def test_the_check_refuses_what_no_serial_order_explains(history):
    assert refused(history, crowd, frozenset())


def test_the_check_knows_that_a_call_without_effect_may_have_one_later():
    user, policy = Call("create_user", (), "AIDA1", 0, 1), Call("create_policy", (), "ANPA1", 0, 1)
    twice = same_time(*[("attach_user_policy", (), OK), ("detach_user_policy", (), OK)] * 2)
    twice = [dataclasses.replace(call, sent=call.sent + 10) for call in twice]
    assert len(order([user, policy, *twice], cell, Cell())) == 6
    thrice = [*twice, dataclasses.replace(twice[1], sent=11)]
    assert refused([user, policy, *thrice], cell, Cell())


def test_the_check_refuses_a_doctored_history(account):
    print(f"seed {SEED}")
    parts = list(play_cells(account, 8, 30).values())
    history = max(parts, key=len)
    explained(history, cell, Cell())
    for place, call in enumerate(history):
        if call.name in ("get_user", "get_group", "get_policy", "create_policy_version"):
            told = list(history)
            told[place] = dataclasses.replace(call, answer="AIDA-never-made")
            assert refused(told, cell, Cell()), f"seed {SEED}: {told[place]}"
    # Without the call that made something, what is told of its id has no origin.
    made, history = next(
        (call, history)
        for history in parts
        for call in history
        if call.name in ("create_user", "create_group", "create_policy") and is_id(call.answer)
    )
    rest = [call for call in history if call is not made]
    if any(call.answer == made.answer for call in rest):
        assert refused(rest, cell, Cell()), f"seed {SEED}"
