"""Whether a phone is at home, from the places that it claims: the rule of presence a second time.

Written from prose alone (core/PROTOCOL.md §17) and sharing nothing with the core, so that a mistake in one of the
two shows as a difference. `presence_oracle.py` asks it.

Lengths are millimetres, times milliseconds, weights decibans, positions 10^-7 degrees, or on a plane
millimetres north and east. Whole numbers only.
"""

import decimal
import math
from dataclasses import dataclass, field

MINUTE = 60_000
HOUR = 60 * MINUTE
FASTEST = 60  # mm per ms, which is metres per second
ROOM = 1_024


@dataclass
class Place:
    at: tuple
    radius: int
    c: int | None = None
    alias: bool = False


@dataclass
class Fix:
    at: tuple
    measured_ms: int
    delivered_ms: int
    acc_mm: int | None
    source: str = "unknown"
    mock: bool = False
    coarse: bool = False
    deep_sleep: bool = False
    steps: int | None = None
    activity: str | None = None
    wifi: str = "unknown"
    number: int = 0

    @property
    def a(self):
        return max(self.acc_mm, 15_000)

    @property
    def reach(self):
        """How near another position must lie to be the same one."""
        return max(60_000, self.a)

    def contradicts(self, verdict):
        return self.source == "gnss" and self.acc_mm <= 30_000 and verdict == "out"


@dataclass
class Piece:
    kind: str
    weight: int
    fix: Fix


@dataclass
class Known:
    """A place that an out fix named."""
    at: tuple
    named: int
    seen: int
    seen_by: int  # the number of the fix that saw it last
    leg_possible: bool = True
    returned_to: bool = False


def div(a, b):
    """The fraction is dropped, so below zero it rounds up: Python's // would round down."""
    return a // b if a >= 0 else -(-a // b)


def distance(a, b, c):
    """Between two positions; c is None on a plane."""
    north, east = a[0] - b[0], a[1] - b[1]
    if c is not None:
        east = (east + 1_800_000_000) % 3_600_000_000 - 1_800_000_000
        north = div(north * 11_131_949, 10**6)
        east = div(div(east * 11_131_949, 10**6) * c, 2**30)
    return math.isqrt(north * north + east * east)


def cosine(latitude):
    """c = round(2^30 · cos latitude), by a series that is exact far beyond what is kept of it."""
    with decimal.localcontext() as context:
        context.prec = 50
        pi = decimal.Decimal("3.14159265358979323846264338327950288419716939937511")
        x = decimal.Decimal(latitude) * pi / (180 * 10**7)
        term = total = decimal.Decimal(1)
        for k in range(1, 40):
            term = -term * x * x / ((2 * k - 1) * 2 * k)
            total += term
        return int((total * 2**30).to_integral_value())


@dataclass
class Presence:
    """One person's presence. Observations are told one by one, in order."""
    places: list
    plane: bool
    shared: bool = False            # somebody else's order runs on this phone
    paused: bool = False
    learning: bool = False
    answered: int | None = None     # when a check was answered last, in this boot
    learned: int = 0
    # What is listed against the patient
    pieces: list = field(default_factory=list)
    known: list = field(default_factory=list)
    no_room: int | None = None      # when a new place found no room among the known
    barred: list = field(default_factory=list)
    barred_full: bool = False
    # Since the last `in`
    steps: int = 0
    all_counted: bool = False       # before the first `in` and after a boot or a pause nobody has
    moved: bool = False             # walking or a vehicle was told
    had_wifi: bool = False          # the home Wi-Fi was connected then or since
    conflict: bool = False
    last_out: tuple | None = None   # (distance, radius) of the last out fix from what is no alias
    # The last admissible fix of all, and whether its times belong to this boot
    last: Fix | None = None
    last_in_boot: bool = False
    last_possible: Fix | None = None  # in this boot, where somebody can have come
    last_sign: int | None = None      # what counted against the patient, whether or not it weighed
    news: int | None = None         # the last admissible fix or sight of the home Wi-Fi, in this boot
    # The state that is journalled, and the suspicion that may lie over it
    underneath: str = "no-news"
    underneath_by: list = field(default_factory=list)
    suspicion_by: list | None = None

    # What is asked

    @property
    def state(self):
        return self.underneath if self.suspicion_by is None else "suspect"

    @property
    def made_by(self):
        return self.underneath_by if self.suspicion_by is None else self.suspicion_by

    @property
    def score(self):
        return sum(piece.weight for piece in self.pieces)

    @property
    def band(self):
        if self.last_out is None or self.state not in ("unverified", "away"):
            return None
        far, radius = self.last_out
        limits = [radius + 250_000, 1_000_000, 5_000_000]
        return next((band for band, limit in enumerate(limits) if far <= limit), 3)

    @property
    def still(self):
        """The stillness lock. Unknown steps never lock."""
        return self.all_counted and self.steps < 30 and not self.moved

    # What is told

    def tell_fix(self, fix):
        """Verdict, reason, distance, weight and the kinds of evidence that it brought."""
        self.look_for_silence(fix.delivered_ms)
        place, far, c = self.nearest(fix.at)
        reason = self.not_admissible(fix)
        if not self.paused:
            self.count(fix.steps, fix.activity, fix.wifi)
        if reason:
            if not self.paused:
                self.tell_wifi(fix.delivered_ms, fix.wifi)
            return "inadmissible", reason, far, 0, []

        self.forget(fix.measured_ms)
        by_position = self.by_position(fix, place, far, c)
        was_barred = self.is_barred(fix, c)
        contradicted = fix.contradicts(by_position) or self.contradiction_listed()
        wifi_counts = fix.wifi == "home" and not contradicted
        verdict = "in" if wifi_counts else by_position
        joins = (by_position == "out" and not was_barred and fix.source != "gnss"
                 and (self.still or wifi_counts) and self.may_learn(fix))

        weight, kinds = 0, []
        if verdict == "in":
            self.come_in([fix.number], fix.wifi)
        else:
            self.conflict = contradicted and self.wifi_lasts(fix.wifi)
            if verdict == "out":
                self.last_out = self.from_no_alias(fix.at)
                if not was_barred:
                    weight, kinds = self.weigh(fix, c)
            self.decide(fix)
        self.last, self.last_in_boot = fix, True
        if by_position == "in" or not was_barred:
            self.last_possible = fix
        self.hear(fix.delivered_ms if wifi_counts else fix.measured_ms)
        if joins:  # only now: its own verdict stays
            radius = self.from_no_alias(fix.at)[1]
            self.places.append(Place(fix.at, radius, None if self.plane else cosine(fix.at[0]), True))
            self.learned += 1
        return verdict, None, far, weight, kinds

    def tell_facts(self, at_ms, steps, activity, wifi):
        self.look_for_silence(at_ms)
        if not self.paused:
            self.count(steps, activity, wifi)
            self.tell_wifi(at_ms, wifi)

    def tell_wifi(self, at, wifi):
        """Home Wi-Fi without an admissible fix."""
        self.conflict = self.contradiction_listed() and self.wifi_lasts(wifi)
        if wifi == "home":
            if not self.conflict:
                self.come_in([], wifi)
                self.hear(at)
            self.soften()

    def tell_shared(self, shared):
        self.shared = shared
        self.soften()

    def pause(self):
        self.start_since()
        self.news, self.paused = None, True
        self.become("paused", [])

    def resume(self):
        if not self.paused:
            return
        self.start_since()
        self.news, self.paused = None, False
        self.become("no-news", [], anew=True)

    def boot(self):
        """The clock starts anew: no time of before can be compared with one of now."""
        self.start_since()
        self.news, self.last_in_boot, self.last_possible = None, False, None
        self.answered = None
        if not self.paused:
            self.become("no-news", [], anew=True)

    def look_for_silence(self, now):
        if self.paused or self.news is None or now - self.news <= HOUR:
            return
        self.pieces, self.conflict = [], False
        self.become("no-news", [self.last.number] if self.last else [])

    # Fixes

    def not_admissible(self, fix):
        last = self.last
        cached = last is not None and (fix.at, fix.acc_mm) == (last.at, last.acc_mm)
        reasons = [
            ("paused", self.paused),
            ("old", fix.delivered_ms - fix.measured_ms > 2 * MINUTE),
            ("no-accuracy", fix.acc_mm is None or fix.acc_mm <= 0),
            ("inaccurate", fix.acc_mm is not None and fix.acc_mm > 150_000),
            ("mock", fix.mock),
            ("restamped", fix.measured_ms > fix.delivered_ms or (fix.deep_sleep and cached)),
            ("not-newer", self.last_in_boot and fix.measured_ms <= last.measured_ms),
            ("coarse", fix.coarse),
        ]
        return next((reason for reason, applies in reasons if applies), None)

    def nearest(self, at):
        """The nearest place, how far it is, and the c for every other length of this fix."""
        far = [distance(at, place.at, place.c) for place in self.places]
        first = min(range(len(far)), key=lambda i: far[i] - self.places[i].radius)
        return self.places[first], far[first], self.places[first].c

    def from_no_alias(self, at):
        lengths = [(distance(at, p.at, p.c), p.radius) for p in self.places if not p.alias]
        return min(lengths, key=lambda length: length[0] - length[1])

    def by_position(self, fix, place, far, c):
        if far <= place.radius:
            return "in"
        if 2 * far <= 2 * place.radius + 5 * fix.a:
            return "neutral"
        # What lies beside a place that it cannot have reached is no nearer to home.
        before = [self.last] if self.last_in_boot else []
        before += [self.last_possible] if self.last_possible else []
        if any(too_fast(fix, last.at, last.measured_ms, c) for last in before):
            if fix.at not in self.barred:
                if len(self.barred) < ROOM:
                    self.barred.append(fix.at)
                else:
                    self.barred_full = True
            return "neutral"
        return "out"

    def is_barred(self, fix, c):
        return self.barred_full or any(distance(fix.at, at, c) <= fix.reach for at in self.barred)

    def come_in(self, made_by, wifi):
        self.start_since()
        self.barred, self.barred_full = [], False
        self.all_counted, self.had_wifi = True, wifi == "home"
        self.become("home", made_by)

    # Evidence

    def weigh(self, fix, c):
        """What an out fix that is not barred weighs; it and its place are remembered."""
        new, leg_possible = False, True
        if fix.source != "gnss":
            new, leg_possible = self.name_place(fix, c)
        if self.still:
            return 0, []
        of_kind = {kind: [p for p in self.pieces if p.kind == kind]
                   for kind in ("place", "path", "gnss", "motion", "wifi-lost")}
        brings = []
        if new and len(of_kind["place"]) < 2:
            brings.append(("place", 10))
        # The oldest known place has no leg any more: where it was reached from is forgotten.
        if (new and len(of_kind["place"]) == 2 and not of_kind["path"] and leg_possible
                and not any(k.returned_to for k in self.known) and all(k.leg_possible for k in self.known[1:])):
            brings.append(("path", 10))
        gnss = of_kind["gnss"]
        if fix.source == "gnss" and fix.acc_mm <= 50_000 and len(gnss) < 3 and (
                not gnss or fix.measured_ms - gnss[-1].fix.measured_ms >= 30_000):
            brings.append(("gnss", 5 if gnss else 15))
        if (self.steps >= 100 or self.moved) and not of_kind["motion"]:
            brings.append(("motion", 10))
        if self.had_wifi and fix.wifi == "other" and not of_kind["wifi-lost"]:
            brings.append(("wifi-lost", 5))
        if brings or new or (fix.source == "gnss" and fix.acc_mm <= 50_000):
            self.last_sign = fix.measured_ms
        # One fix brings 20 at most. A kind that is cut to nothing is listed all the same: it was brought once.
        left = 20
        for kind, weight in brings:
            weight = min(weight, left)
            left -= weight
            self.pieces.append(Piece(kind, weight, fix))
        return 20 - left, [kind for kind, _ in brings]

    def name_place(self, fix, c):
        """Whether the place is new evidence, and whether the way to it was possible."""
        last = max(self.known, key=lambda k: k.seen_by, default=None)
        near = [k for k in self.known if distance(fix.at, k.at, c) <= fix.reach]
        if near:
            place = last if last in near else min(near, key=lambda k: distance(fix.at, k.at, c))
            place.returned_to |= place is not last
            place.seen, place.seen_by = fix.measured_ms, fix.number
            return False, True
        leg_possible = last is None or not too_fast(fix, last.at, last.seen, c)
        if len(self.known) < ROOM:
            self.known.append(Known(fix.at, fix.measured_ms, fix.measured_ms, fix.number, leg_possible))
        else:
            self.no_room = fix.measured_ms
        new = self.no_room is None or fix.measured_ms - self.no_room > HOUR
        return new, leg_possible

    def forget(self, now):
        self.pieces = [p for p in self.pieces if now - p.fix.measured_ms <= HOUR]
        self.known = [k for k in self.known if now - k.named <= HOUR]

    def contradiction_listed(self):
        return any(p.kind == "gnss" and p.fix.acc_mm <= 30_000 for p in self.pieces)

    def wifi_lasts(self, wifi):
        """Not knowing does not end a conflict, and does not begin one."""
        return wifi == "home" or (wifi == "unknown" and self.conflict)

    def listed(self):
        return sorted({p.fix.number for p in self.pieces})

    # Aliases

    def may_learn(self, fix):
        return (self.learning and self.answered is not None and abs(fix.measured_ms - self.answered) <= 30 * MINUTE
                and sum(place.alias for place in self.places) < 8)

    # States

    def decide(self, fix):
        """After an admissible fix that is not in."""
        score = self.score
        first = min((p.fix.measured_ms for p in self.pieces), default=None)
        kinds = {p.kind for p in self.pieces}
        at_most_unverified = self.conflict or self.shared
        if score >= 30 and self.last_sign - first >= 3 * MINUTE and len(kinds) >= 2 and not at_most_unverified:
            self.become("away", self.listed())
        elif score >= 20:
            stays = self.underneath == "away" and not at_most_unverified
            self.become("away" if stays else "unverified", self.listed())
        elif score >= 10:
            suspicion_by = self.listed() if self.suspicion_by is None else self.suspicion_by
            if self.underneath == "away":
                self.become("unverified", self.listed())
            self.suspicion_by = suspicion_by
        else:
            ends = self.underneath in ("unverified", "away")
            self.become("no-news" if ends else self.underneath, [fix.number])

    def soften(self):
        """A conflict, or somebody else's order, leaves nothing worse than unverified."""
        if self.underneath == "away" and (self.conflict or self.shared):
            self.become("unverified", self.listed())

    def become(self, state, made_by, anew=False):
        """Ends a suspicion; a state that stays keeps what made it."""
        self.suspicion_by = None
        if anew or state != self.underneath:
            self.underneath, self.underneath_by = state, made_by

    # Counting

    def count(self, steps, activity, wifi):
        self.all_counted &= steps is not None
        self.steps += steps or 0
        self.moved |= activity in ("walk", "vehicle")
        self.had_wifi |= wifi == "home"

    def hear(self, at):
        self.news = at if self.news is None else max(self.news, at)

    def start_since(self):
        """Everything that is counted since an `in`, except what is barred."""
        self.pieces, self.known, self.no_room, self.last_sign = [], [], None, None
        self.steps, self.all_counted, self.moved, self.had_wifi = 0, False, False, False
        self.conflict, self.last_out = False, None


def too_fast(fix, at, since, c):
    """Whether the way from there took more than 60 m/s, with the fix's own circle given to the phone."""
    return distance(fix.at, at, c) - fix.acc_mm > FASTEST * (fix.measured_ms - since)
