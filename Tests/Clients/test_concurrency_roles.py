"""Many clients at the same roles and instance profiles: a serial order explains every answer."""

import collections
import dataclasses

from authorization_table import POLICY, TRUST
from linearizability import OK, Call
from players import CLIENTS, SEED, Recorder, at_once, explained, is_id, ok, refused

SLOTS = 3
CALLS = 24
ROLES = 2


@dataclasses.dataclass(frozen=True)
class Slot:
    """What an instance profile and two roles of one number are, as far as the calls can tell."""

    profile: str = ""
    roles: tuple = ("",) * ROLES
    inline: tuple = (False,) * ROLES
    # The place of the role in the instance profile, which takes one.
    held: int | None = None

    def but(self, **more):
        return dataclasses.replace(self, **more)

    def put(self, field, place, value):
        values = list(getattr(self, field))
        values[place] = value
        return self.but(**{field: tuple(values)})


def slot(state, call):
    """The state after a call, or None when its answer is wrong."""
    after, answer = globals()[f"model_{call.name}"](state, call.answer, *call.arguments)
    return after if call.answer == answer else None


def model_create_role(state, answer, place):
    if state.roles[place]:
        return state, "EntityAlreadyExists"
    return state.put("roles", place, answer), answer if is_id(answer) else None


def model_get_role(state, _, place):
    return state, state.roles[place] or "NoSuchEntity"


def model_delete_role(state, _, place):
    if not state.roles[place]:
        return state, "NoSuchEntity"
    if state.held == place or state.inline[place]:
        return state, "DeleteConflict"
    return state.put("roles", place, ""), OK


def model_put_role_policy(state, _, place):
    if not state.roles[place]:
        return state, "NoSuchEntity"
    return state.put("inline", place, True), OK


def model_delete_role_policy(state, _, place):
    if not state.inline[place]:
        return state, "NoSuchEntity"
    return state.put("inline", place, False), OK


def model_create_instance_profile(state, answer):
    if state.profile:
        return state, "EntityAlreadyExists"
    return state.but(profile=answer), answer if is_id(answer) else None


def model_get_instance_profile(state, _):
    if not state.profile:
        return state, "NoSuchEntity"
    return state, (state.profile, "" if state.held is None else state.roles[state.held])


def model_delete_instance_profile(state, _):
    if not state.profile:
        return state, "NoSuchEntity"
    if state.held is not None:
        return state, "DeleteConflict"
    return state.but(profile=""), OK


def model_add_role_to_instance_profile(state, _, place):
    if not state.profile or not state.roles[place]:
        return state, "NoSuchEntity"
    # Also for the role that it has.
    if state.held is not None:
        return state, "LimitExceeded"
    return state.but(held=place), OK


def model_remove_role_from_instance_profile(state, _, place):
    if not state.profile or not state.roles[place] or state.held != place:
        return state, "NoSuchEntity"
    return state.but(held=None), OK


def model_list_instance_profiles_for_role(state, _, place):
    if not state.roles[place]:
        return state, "NoSuchEntity"
    return state, state.profile if state.held == place else ""


class Player(Recorder):
    """Plays calls at random on the roles and instance profiles of a few numbers."""

    def play(self, calls, start):
        start.wait()
        for _ in range(calls):
            number = self.chance.randrange(SLOTS)
            name = self.chance.choice(CALLS_OF_A_SLOT)
            of_profile = name.endswith("e_instance_profile") or name == "get_instance_profile"
            told = () if of_profile else (self.chance.randrange(ROLES),)
            seen = self.call(getattr(self, name), name, number, *told, told=told)
            self.history.append((number, seen))

    def create_role(self, number, place):
        made = self.iam.create_role(**role(number, place), AssumeRolePolicyDocument=TRUST)
        return made["Role"]["RoleId"]

    def get_role(self, number, place):
        return self.iam.get_role(**role(number, place))["Role"]["RoleId"]

    def delete_role(self, number, place):
        return ok(self.iam.delete_role(**role(number, place)))

    def put_role_policy(self, number, place):
        inline = {"PolicyName": "i", "PolicyDocument": POLICY}
        return ok(self.iam.put_role_policy(**role(number, place), **inline))

    def delete_role_policy(self, number, place):
        return ok(self.iam.delete_role_policy(**role(number, place), PolicyName="i"))

    def create_instance_profile(self, number):
        made = self.iam.create_instance_profile(**profile(number))["InstanceProfile"]
        return made["InstanceProfileId"]

    def get_instance_profile(self, number):
        read = self.iam.get_instance_profile(**profile(number))["InstanceProfile"]
        return read["InstanceProfileId"], "".join(one["RoleId"] for one in read["Roles"])

    def delete_instance_profile(self, number):
        return ok(self.iam.delete_instance_profile(**profile(number)))

    def add_role_to_instance_profile(self, number, place):
        return ok(
            self.iam.add_role_to_instance_profile(**profile(number), **role(number, place))
        )

    def remove_role_from_instance_profile(self, number, place):
        return ok(
            self.iam.remove_role_from_instance_profile(**profile(number), **role(number, place))
        )

    def list_instance_profiles_for_role(self, number, place):
        listed = self.iam.list_instance_profiles_for_role(**role(number, place))
        return "".join(one["InstanceProfileId"] for one in listed["InstanceProfiles"])


CALLS_OF_A_SLOT = sorted(
    name.removeprefix("model_") for name in globals() if name.startswith("model_")
)


def role(number, place):
    return {"RoleName": f"r{number}-{place}"}


def profile(number):
    return {"InstanceProfileName": f"i{number}"}


def play(account, clients, calls):
    """What was seen of each number."""
    iam = account.client("iam", max_pool_connections=clients)
    players = [Player(iam, f"{SEED} roles {index}") for index in range(clients)]
    parts = collections.defaultdict(list)
    for number, call in at_once(players, calls):
        parts[number].append(call)
    return parts


def test_one_client_is_explained_by_its_own_order(account):
    print(f"seed {SEED}")
    for history in play(account, 1, 300).values():
        assert explained(history, slot, Slot()) == history


def test_many_clients_at_the_same_roles_are_explained(account):
    print(f"seed {SEED}")
    parts = play(account, CLIENTS, CALLS)
    assert len(parts) == SLOTS
    for history in parts.values():
        explained(history, slot, Slot())
    seen = {call.answer for history in parts.values() for call in history}
    assert {"LimitExceeded", "DeleteConflict", "EntityAlreadyExists", "NoSuchEntity", OK} <= seen


MADE = [
    Call("create_role", (0,), "AROA0", 0, 1),
    Call("create_role", (1,), "AROA1", 2, 3),
    Call("create_instance_profile", (), "AIPA0", 4, 5),
]


def at(start, *calls):
    """Calls that overlap all, after `MADE`."""
    return [Call(*call, start + place, start + 100 - place) for place, call in enumerate(calls)]


def test_the_check_refuses_two_roles_in_one_profile():
    add = "add_role_to_instance_profile"
    assert refused([*MADE, *at(10, (add, (0,), OK), (add, (1,), OK))], slot, Slot())
    explained([*MADE, *at(10, (add, (0,), OK), (add, (1,), "LimitExceeded"))], slot, Slot())


def test_the_check_refuses_the_deletion_of_what_is_held():
    add, drop = ("add_role_to_instance_profile", (0,), OK), ("delete_role", (0,), OK)
    gone = ("delete_instance_profile", (), OK)
    for held in (drop, gone):
        assert refused([*MADE, *at(10, add), *at(200, held)], slot, Slot())
    # At once, the deletion came first and there was nothing to add to.
    missed = (*add[:2], "NoSuchEntity")
    explained([*MADE, *at(10, missed, drop)], slot, Slot())
    assert refused([*MADE, *at(10, missed, drop), *at(200, add)], slot, Slot())
