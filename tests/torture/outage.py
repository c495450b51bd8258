"""Takes Slack away for ten minutes, while invitations go out, colleagues answer, or a meeting is under way.

Every call meets a 429 with a Retry-After, a 5xx, a timeout, or a cut before or after it was carried out, by a seeded
dice and the injected clock. Afterwards nothing is lost, nothing came twice but what nobody could know of, and no call
left before its Retry-After had ended.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.torture.nth_call import quiet
from tests.torture.nth_call_kept import Shown, look
from tests.torture.outage_run import Outage, Theatre, theatre
from tests.torture.outage_story import INVITATIONS, Story, story
from tests.torture.outage_weather import Weather
from tests.torture.verdict import Size, Verdict

SEVERITIES = (100, 100, 80, 50)  # calls in a hundred that meet trouble


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How much is tried: outages of each chapter, colleagues, and rows that each of them answers."""

    outages: int
    people: int
    rows: int


MEASURES = {
    Size.SMALL: Measure(outages=1, people=3, rows=1),
    Size.WHOLE: Measure(outages=120, people=12, rows=3),
}


async def torture(size: Size) -> Sequence[Verdict]:
    """One verdict for each of the things that are under way."""
    return await go_through(MEASURES[size])


async def go_through(measure: Measure) -> Sequence[Verdict]:
    """So many outages in each chapter of the story."""
    told = story(measure.people, measure.rows)
    with quiet():
        async with theatre() as stage:
            untouched = await without_outage(stage, told, measure)
            return [await _verdict(stage, told, chapter, measure, untouched) for chapter in told.chapters]


async def without_outage(stage: Theatre, told: Story, measure: Measure) -> Shown:
    """What the story comes to while Slack is well.

    Raises:
        AssertionError: even so it does not come to its end.
    """
    calm = Weather(dice=Random(0), clock=stage.clock, severity=0)
    outage = Outage(stage=stage, scene=stage.new_scene(measure.people), story=told, weather=calm, begins_in=-1)
    found = await outage.run()
    assert not found, found
    return await look(stage.reader, outage.scene)


async def _verdict(stage: Theatre, told: Story, chapter: str, measure: Measure, untouched: Shown) -> Verdict:
    found: list[str] = []
    met: Counter[str] = Counter()
    outages = 0
    for seed in range(measure.outages):
        dice = Random(f"{chapter} {seed}")
        weather = Weather(dice=dice, clock=stage.clock, severity=dice.choice(SEVERITIES))
        outage = Outage(
            stage=stage,
            scene=stage.new_scene(measure.people),
            story=told,
            weather=weather,
            begins_in=dice.choice(told.chapters[chapter]),
            after=dice.uniform(0, measure.people) if chapter == INVITATIONS else 0,  # about one goes out a second
        )
        sentences = [*await outage.run(), *await outage.judge(untouched)]
        met.update(strike.kind.value for strike in weather.strikes)
        outages += bool(weather.strikes)
        found += [f"{chapter}, seed {seed}: {sentence}" for sentence in sentences]
    beside = tuple((kind, f"{times:,}") for kind, times in sorted(met.items()))
    return Verdict(
        fault=f"ten minutes without Slack during {chapter}", trials=outages, found=tuple(found), beside=beside
    )
