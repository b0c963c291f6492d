"""Whether a recorded history of concurrent calls is one that some serial order explains.

The search of Wing and Gong with Lowe's memory of what was seen: a call may come next when no call
that has not come yet was answered before it was sent. A call that never changes the state comes as
soon as its answer is right: taking it earlier hinders nothing. One that did something to no effect
(attaching what is attached) is not such a call: a little later it may have had one.
"""

import dataclasses

# The answer of a call that did what it was told, and has nothing to tell.
OK = "ok"


class Undecided(Exception):
    """The search was given up before it knew."""


class Unexplained(Exception):
    """No serial order explains the calls; tells how far the best one came."""


@dataclasses.dataclass(frozen=True)
class Call:
    """One call as its client saw it: when it was sent and answered, and with what."""

    name: str
    arguments: tuple
    answer: object
    sent: int
    answered: int

    def __str__(self):
        return f"{self.sent}..{self.answered} {self.name}{self.arguments} -> {self.answer}"


def order(history, model, state, steps=300_000):
    """A serial order that explains the calls; raises `Unexplained` when there is none.

    `model(state, call)` answers the state after the call, or None when such an answer cannot be
    given in that state.
    """
    calls = sorted(history, key=lambda call: call.sent)
    seen, best = set(), (len(calls) + 1, None, ())
    # Each branch: the state, the calls still to come (by place), and those taken, linked backwards.
    branches = [(state, tuple(range(len(calls))), None)]
    while branches:
        state, left, taken = branches.pop()
        steps -= 1
        if steps < 0:
            raise Undecided(f"{len(calls)} calls: no order was found, and not all were tried")
        choices, changed = [], True
        while changed:
            changed, choices, kept = False, [], []
            for place in ready(calls, left):
                after = model(state, calls[place])
                if after == state and calls[place].answer != OK:
                    kept.append(place)
                elif after is not None:
                    choices.append((calls[place].answered, place, after))
            if kept:
                changed = True
                left = tuple(place for place in left if place not in kept)
                for place in kept:
                    taken = (place, taken)
        if not left:
            return unwind(calls, taken)
        best = min(best, (len(left), state, left), key=lambda one: one[0])
        if (left, state) in seen:
            continue
        seen.add((left, state))
        for _, chosen, after in sorted(choices, key=lambda choice: -choice[0]):
            rest = tuple(place for place in left if place != chosen)
            branches.append((after, rest, (chosen, taken)))
    _, state, left = best
    stuck = "\n".join(str(calls[place]) for place in ready(calls, left))
    raise Unexplained(f"in the state {state}, {len(left)} calls left, none fits of\n{stuck}")


def ready(calls, left):
    """The calls that may come next."""
    first = min((calls[place].answered for place in left), default=0)
    found = []
    for place in left:
        if calls[place].sent > first:
            break
        found.append(place)
    return found


def unwind(calls, taken):
    found = []
    while taken:
        place, taken = taken
        found.append(calls[place])
    return found[::-1]
