"""People in a browser: a colleague answers, a leader opens a review, a facilitator agrees rows."""

import asyncio
import re
import time

import pytest
from playwright.async_api import Locator, Page, Route, TimeoutError as TookTooLong, expect

from bot.rehearsal.page.declining import CHANGED
from bot.rehearsal.page.helps import ANSWERING_ALREADY, BREAKS, BREAKS_IN_WORDS, SECONDS_TO_CATCH_UP
from bot.rehearsal.stand_in.values import Json
from tests.bot.rehearsal.page.conftest import PHONE, PICTURES, Stage, take

pytestmark = pytest.mark.asyncio(loop_scope="module")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def dialog(page: Page) -> Locator:
    return page.locator("#modal[open]")


def field(page: Page, label: str) -> Locator:
    return dialog(page).get_by_label(label)


async def say_yes(page: Page, answer: str) -> None:
    await page.locator("#sure[open]").get_by_role("button", name=answer, exact=True).click()


async def choose_in(page: Page, menu: str, choice: str) -> None:
    await page.locator("summary", has_text=menu).click()
    await page.locator("details[open]").get_by_role("button", name=choice).click()


async def sit_down(page: Page) -> None:
    await button(page, "Begin").click()
    await expect(page.get_by_text("Row 1 of 32")).to_be_visible()


async def test_a_colleague_answers_row_after_row_and_finds_the_answers_again(stage: Stage) -> None:
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, "messages")
    await choose_in(page, "Choose what you do", "SENCo or Head of SEND")
    await sit_down(page)

    await page.get_by_role("button", name="Column 3").click()
    await expect(page.get_by_text("Row 2 of 32")).to_be_visible()
    await button(page, "I can't say").click()
    await expect(page.get_by_text("Row 3 of 32")).to_be_visible()
    await button(page, "Back one row").click()
    await expect(page.get_by_text("Row 2 of 32")).to_be_visible()
    await button(page, "Back one row").click()

    await expect(page.get_by_text("Row 1 of 32")).to_be_visible()
    await expect(page.get_by_text("Column 3 · routine · Your answer")).to_be_visible()
    await take(page, "a-colleagues-card")
    await page.set_viewport_size({"width": 1000, "height": 1200})
    await page.locator(".message").screenshot(path=PICTURES / "card.png")


async def test_a_note_is_written_in_a_modal_and_stands_on_the_card(stage: Stage) -> None:
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, "messages", **PHONE)
    await sit_down(page)

    await button(page, "Add a note").click()
    await dialog(page).get_by_role("textbox").fill("It depends on the tutor.")
    await take(page, "a-note-on-a-phone")
    await button(page, "Save my note").click()

    await expect(page.get_by_text("It depends on the tutor.")).to_be_visible()
    await expect(dialog(page)).to_have_count(0)


async def test_a_leader_opens_a_review_after_being_told_what_is_missing(stage: Stage) -> None:
    await stage.begin("named")
    page = await stage.act_as(stage.leader, "home")
    await button(page, "Start a review").click()
    form = dialog(page)
    await form.get_by_role("button", name="Invite everybody").click()
    await expect(form.get_by_text("Please complete this required field.")).to_have_count(2)
    await take(page, "a-form-with-errors")

    await form.get_by_role("checkbox", name="SENCo", exact=True).first.check()
    await form.get_by_role("checkbox", name="Link Governor", exact=True).first.check()
    await form.locator("input[type=datetime-local]").fill("2020-01-06T15:45")
    await (
        form.locator("select")
        .filter(has=page.locator("option", has_text="#careers-review"))
        .select_option(label="#careers-review")
    )
    await form.get_by_role("button", name="Invite everybody").click()
    await expect(form.get_by_text("That time has gone by.")).to_be_visible()
    await expect(form.get_by_role("checkbox", name="SENCo", exact=True).first).to_be_checked()
    meets_at = stage.play.scene.meets_at.strftime("%Y-%m-%dT%H:%M")
    await form.locator("input[type=datetime-local]").fill(meets_at)
    await form.get_by_role("button", name="Invite everybody").click()

    await expect(form.get_by_text("Invitations to 2 people are on their way.")).to_be_visible()
    await take(page, "a-review-is-open")
    senco = await stage.act_as(stage.senco, "messages")
    await expect(button(senco, "Begin")).to_be_visible()


async def test_a_facilitator_agrees_rows_and_finishes_and_the_picture_comes(stage: Stage) -> None:
    await stage.begin("meeting")
    page = await stage.act_as(stage.facilitator, stage.room)
    await page.get_by_role("button", name="Agree these").click()
    await say_yes(page, "Agree them")
    await expect(page.get_by_text(" agreed").first).not_to_contain_text(" 0 of 32")

    await page.get_by_role("button", name="Next row").first.click()
    await page.get_by_role("button", name="Agree column 2").click()
    await button(page, "Add a reason").click()
    await dialog(page).get_by_role("textbox").fill("Most of it is there.")
    await take(page, "a-reason")
    await dialog(page).get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Most of it is there.")).to_be_visible()
    await take(page, "an-agreed-row")

    await button(page, "Finish the meeting").click()
    await say_yes(page, "Finish")
    replies = page.get_by_role("link", name="3 replies")
    await expect(replies).to_be_visible()
    await replies.click()

    picture = page.locator("#thread img")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.complete && image.naturalWidth > 600")
    await take(page, "the-outcome")


async def test_a_press_on_a_card_that_was_just_drawn_anew_counts(stage: Stage) -> None:
    """Whoever presses two things quickly presses the second on what is still before them."""
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, "messages")
    await page.evaluate("document.body.removeAttribute('data-live')")  # a page that has not caught up
    await choose_in(page, "Choose what you do", "SENCo or Head of SEND")
    await stage.play.record.eventually(lambda: stage.senco.dm()[-1].edited, within=30)

    await button(page, "Begin").click()

    await stage.play.record.eventually(lambda: "Row 1 of 32" in str(stage.senco.dm()[-1].blocks), within=30)


async def test_a_press_shows_in_every_tab_of_its_person(stage: Stage) -> None:
    await stage.begin("invited")
    first, second = await stage.act_as(stage.senco, "messages"), await stage.act_as(stage.senco, "messages")

    await button(first, "Begin").click()

    await expect(second.get_by_text("Row 1 of 32")).to_be_visible()


async def test_a_refusal_is_seen_by_nobody_but_the_person_who_pressed(stage: Stage) -> None:
    await stage.begin("meeting")
    facilitator = await stage.act_as(stage.facilitator, stage.room)
    await facilitator.get_by_role("button", name="Next row").first.click()
    await expect(facilitator.get_by_role("button", name="Agree column 2")).to_be_visible()
    senco, governor = await stage.act_as(stage.senco, stage.room), await stage.act_as(stage.governor, stage.room)

    await senco.get_by_role("button", name="Agree column 2").click()

    refusal = "That's for somebody else in this review to do."
    await expect(senco.get_by_text("Only you can see this")).to_be_visible()
    await expect(senco.get_by_text(refusal)).to_be_visible()
    await take(senco, "a-refusal")
    for other in (facilitator, governor):
        await other.reload()
        await expect(other.get_by_role("button", name="Agree column 2")).to_be_visible()
        await expect(other.get_by_text(refusal)).to_have_count(0)
        assert refusal not in await other.content()


async def test_a_command_is_answered_to_whoever_typed_it(stage: Stage) -> None:
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, stage.room)

    await page.get_by_label("Message or command").fill("/careers-review help")
    await page.keyboard.press("Enter")

    await expect(page.get_by_text("Only you can see this")).to_be_visible()
    await expect(page.get_by_label("Message or command")).to_have_value("")


async def test_a_message_to_the_channel_is_read_by_the_others_and_not_by_the_bot(stage: Stage) -> None:
    await stage.begin("invited")
    senco, governor = await stage.act_as(stage.senco, stage.room), await stage.act_as(stage.governor, "messages")
    told = len(stage.play.record.delivered)

    await senco.get_by_label("Message or command").fill("Shall we bring cake?")
    await button(senco, "Send").click()

    await expect(governor.get_by_role("link", name="#careers-review 1 new")).to_be_visible()
    await governor.get_by_role("link", name="#careers-review 1 new").click()
    await expect(governor.get_by_text("Shall we bring cake?")).to_be_visible()
    await expect(governor.get_by_role("link", name="#careers-review", exact=True)).to_be_visible()
    assert len(stage.play.record.delivered) == told


async def test_what_people_write_stays_text(stage: Stage) -> None:
    """Names, notes and messages that try to be markup, a link, a mention or a script."""
    await stage.begin("invited")
    stage.senco.name = '<img src=x onerror=window.hacked=1> "quoted"'
    page = await stage.act_as(stage.senco, "messages")
    await sit_down(page)
    await button(page, "Add a note").click()
    written = "<script>window.hacked=1</script> <@U0NOBODY> <https://bad.example|here> *not bold* &lt;b&gt;"
    await dialog(page).get_by_role("textbox").fill(written)
    await button(page, "Save my note").click()

    await expect(page.get_by_text(written)).to_be_visible()
    typed = "<!date^1> <!date^99999999999999^{date}|x> <https://bad.example|here> <@U0NOBODY>"
    await page.get_by_label("Message or command").fill(typed)
    await button(page, "Send").click()
    await expect(page.locator(".message", has_text=typed)).to_be_visible()
    await expect(page.locator(".top")).to_contain_text("<img src=x")
    assert await page.evaluate("window.hacked") is None
    assert await page.locator("a[href*=bad]").count() == 0
    assert await page.locator("#place script, #place img").count() == 0


@pytest.mark.parametrize("way", BREAKS)
async def test_nothing_is_lost_while_slack_is_broken(stage: Stage, way: str) -> None:
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, "messages")
    await button(page, "Begin").click()
    await expect(page.get_by_text("Row 1 of 32")).to_be_visible()
    await choose_in(page, "Break Slack", BREAKS_IN_WORDS[way])
    await expect(page.get_by_text("Slack is broken")).to_be_visible()

    await page.get_by_role("button", name="Column 4").click()
    await take(page, f"slack-is-broken-{way}")
    await button(page, "Mend Slack").click()

    await expect(page.get_by_text("Row 2 of 32")).to_be_visible()
    await expect(page.get_by_text("Slack is broken")).to_have_count(0)


@pytest.mark.parametrize("way", BREAKS)
async def test_starting_over_does_not_wait_for_a_slack_that_is_broken(stage: Stage, way: str) -> None:
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, "messages")
    await choose_in(page, "Break Slack", BREAKS_IN_WORDS[way])
    await expect(page.get_by_text("Slack is broken")).to_be_visible()
    await button(page, "Begin").click()

    began = time.monotonic()
    await stage.begin("fresh")

    assert time.monotonic() - began < SECONDS_TO_CATCH_UP


async def test_a_click_that_the_bot_does_not_answer_is_told(stage: Stage) -> None:
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, "messages")
    stage.play.scene.slack.deliver_to(f"{stage.address}/nowhere")

    await button(page, "Begin").click()

    await expect(page.get_by_role("status")).to_contain_text("the app did not answer as it should")


async def test_the_others_answer_with_a_spread_of_their_own(stage: Stage) -> None:
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, "messages")

    await button(page, "Let the others answer").click()

    await expect(page.get_by_role("status")).to_contain_text("The others have answered: 128 answers")
    leader = await stage.act_as(stage.leader, "home")
    await expect(leader.locator("#home")).to_contain_text(re.compile(r"(32 of 32 rows.*){4}", re.DOTALL))
    await expect(button(page, "Begin")).to_be_visible()
    given = [colleague.pressed for colleague in stage.play.scene.colleagues if colleague.pressed]
    assert len(given) == 4
    assert len({tuple(answers.values()) for answers in given}) == 4


async def test_letting_the_others_answer_again_says_that_nobody_can(stage: Stage) -> None:
    await stage.begin("answered")
    page = await stage.act_as(stage.senco, "messages")

    await button(page, "Let the others answer").click()

    await expect(page.get_by_role("status")).to_contain_text("Nobody else has a row to answer")


async def test_the_others_answer_once_however_often_one_asks(stage: Stage) -> None:
    await stage.begin("invited")
    first, second = await stage.act_as(stage.senco, "messages"), await stage.act_as(stage.senco, "messages")

    await button(first, "Let the others answer").click()
    await expect(second.get_by_text("They are answering:")).to_be_visible()
    await button(second, "Let the others answer").click()

    await expect(second.get_by_text(ANSWERING_ALREADY)).to_be_visible()
    await expect(first.get_by_text("The others have answered: 128 answers in all.")).to_be_visible()


async def test_a_button_that_changes_while_it_is_held_down_is_still_pressed(stage: Stage) -> None:
    await stage.begin("invited")
    page, other = await stage.act_as(stage.senco, "messages"), await stage.act_as(stage.leader, "messages")
    await button(page, "Let the others answer").hover()
    await page.mouse.down()
    before = await page.locator("[data-part=helps]").inner_text()

    async with page.expect_response(page.url):
        await button(other, "Let the others answer").click()
    await expect(other.get_by_text("They are answering:")).to_be_visible()
    assert await page.locator("[data-part=helps]").inner_text() == before
    await page.mouse.up()

    await expect(page.get_by_role("status")).to_contain_text(ANSWERING_ALREADY)


async def test_nobody_can_press_what_does_not_listen_yet(stage: Stage) -> None:
    page = await stage.tab("/")
    scripts = asyncio.Event()

    async def arrive_late(route: Route) -> None:
        await scripts.wait()
        await route.continue_()

    await page.route("**/static/modal.js", arrive_late)
    await page.reload(wait_until="commit")
    await expect(page.locator("body")).to_contain_text("Take the two-minute tour")
    with pytest.raises(TookTooLong):
        await page.get_by_text("Take the two-minute tour").click(trial=True, timeout=1000)
    scripts.set()
    await button(page, "Take the two-minute tour").click()

    await expect(page.locator("#tour")).to_contain_text("1 of 6")


async def test_eight_tabs_live_side_by_side(stage: Stage) -> None:
    """A browser keeps six connections to one server."""
    await stage.begin("invited")
    tabs = [await stage.act_as(stage.senco, "messages") for _ in range(8)]

    await button(tabs[7], "Begin").click()

    for tab in tabs:
        await expect(tab.get_by_text("Row 1 of 32")).to_be_visible()
    await tabs[0].close()
    await tabs[7].get_by_role("button", name="Column 1").click()
    await expect(tabs[3].get_by_text("Row 2 of 32")).to_be_visible()


async def test_a_double_click_is_one_press(stage: Stage) -> None:
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, "messages")
    await sit_down(page)
    await button(page, "Add a note").click()
    await dialog(page).get_by_role("textbox").fill("Once is enough.")

    await button(page, "Save my note").dblclick()

    await expect(page.get_by_text("Once is enough.")).to_be_visible()
    await expect(page.get_by_text(CHANGED)).to_have_count(0)


async def test_a_press_on_what_is_gone_is_told_in_plain_words(stage: Stage) -> None:
    await stage.begin("invited")
    page, other = await stage.act_as(stage.senco, "messages"), await stage.act_as(stage.senco, "messages")
    await page.evaluate("document.body.removeAttribute('data-live')")  # a page that has not caught up
    await sit_down(other)

    await button(page, "Begin").click()

    await expect(page.get_by_text(CHANGED)).to_be_visible()


async def test_starting_over_forgets_everything_in_every_tab(stage: Stage) -> None:
    await stage.begin("invited")
    senco = await stage.act_as(stage.senco, "messages")
    await button(senco, "Begin").click()
    await expect(senco.get_by_text("Row 1 of 32")).to_be_visible()
    other = await stage.tab("/")

    await other.get_by_role("button", name="Invitations are out").click()

    await expect(other.locator(".top")).to_contain_text("SENCo")
    await expect(button(senco, "Begin")).to_be_visible()


@pytest.mark.parametrize(
    ("point", "shows"),
    [
        ("Before anything", "Workspace Admin"),
        ("A first review", "Start a review"),
        ("Invitations are out", "Your view of careers, please"),
        ("Half answered", "of 32 answered"),
        ("Time to meet", "Open the meeting, first row first"),
        ("The meeting is open", "Agreement meeting"),
        ("All agreed", "The meeting is finished."),
        ("A year later", "Not this year"),
    ],
)
async def test_one_can_begin_at_any_point(stage: Stage, point: str, shows: str) -> None:
    page = await stage.tab("/")

    await page.get_by_role("button", name=point).click()

    await page.wait_for_url("**/as/**")
    await expect(page.get_by_text(shows).first).to_be_visible()


async def test_the_tour_leads_through_a_first_meeting(stage: Stage) -> None:
    page = await stage.tab("/")
    await button(page, "Take the two-minute tour").click()
    tour = page.locator("#tour")

    async def goes_on(title: str, place: str) -> None:
        await expect(tour.get_by_role("button", name="Next")).to_have_class("button primary")
        await tour.get_by_role("button", name="Next").click()
        await page.wait_for_url(f"**/{place}")
        await expect(tour).to_contain_text(title)

    await expect(tour).to_contain_text("1 of 6")
    await button(page, "Open the meeting, furthest apart first").click()
    await say_yes(page, "Open it")
    await goes_on("2 of 6", stage.room)
    await tour.get_by_role("button", name="Back").click()
    await page.wait_for_url("**/home")
    await expect(tour).to_contain_text("1 of 6")
    await goes_on("2 of 6", stage.room)
    await page.get_by_role("button", name="Next row").first.click()
    await goes_on("3 of 6", stage.room)
    await take(page, "the-tour")
    await page.get_by_role("button", name="Agree column 3").click()
    await goes_on("4 of 6", "messages")
    await expect(page.locator(".top")).to_contain_text("SENCo")
    await goes_on("5 of 6", stage.room)
    await button(page, "Finish the meeting").click()
    await say_yes(page, "Finish")
    await goes_on("6 of 6", stage.room)
    await tour.get_by_role("button", name="End").click()

    await expect(tour).to_be_hidden()


async def test_the_tour_asks_before_it_begins_anew(stage: Stage) -> None:
    await stage.begin("invited")
    before = stage.theatre.rounds
    page = await stage.act_as(stage.senco, "messages")
    await button(page, "Guided tour").click()

    await say_yes(page, "Stay here")

    await expect(page.locator("#tour")).to_be_hidden()
    assert stage.theatre.rounds == before


async def test_the_keyboard_alone_is_enough(stage: Stage) -> None:
    """Begin, answer, choose in a menu, write a note and close a modal, with no mouse."""
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, "messages")

    async def walk_to(name: str) -> None:
        for _ in range(80):
            focused = await page.evaluate(
                "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim()"
            )
            if focused.startswith(name):
                return
            await page.keyboard.press("Tab")
        pytest.fail(f"the keyboard does not reach {name}")

    await walk_to("Begin")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Row 1 of 32")).to_be_visible()
    await walk_to("Column 2")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Row 2 of 32")).to_be_visible()
    await walk_to("Jump to a theme")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("theme 2")).to_be_visible()
    assert await page.evaluate("document.activeElement.tagName") == "SUMMARY"
    await walk_to("Add a note")
    await page.keyboard.press("Enter")
    await expect(dialog(page)).to_be_visible()
    await page.keyboard.press("Escape")

    await expect(dialog(page)).to_have_count(0)
    assert stage.senco.modal() is None


async def test_what_is_being_written_outlives_what_happens_meanwhile(stage: Stage) -> None:
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, "messages")
    await sit_down(page)
    await button(page, "Add a note").click()
    await dialog(page).get_by_role("textbox").press_sequentially("Half a thou")

    governor = await stage.act_as(stage.governor, "messages")
    await sit_down(governor)

    await expect(dialog(page).get_by_role("textbox")).to_have_value("Half a thou")
    await expect(dialog(page).get_by_role("textbox")).to_be_focused()


async def test_the_inspector_shows_what_was_said_with_sizes_and_limits(stage: Stage) -> None:
    await stage.begin("invited")
    senco = await stage.act_as(stage.senco, "messages")
    await button(senco, "Begin").click()
    await expect(senco.get_by_text("Row 1 of 32")).to_be_visible()
    await stage.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page = await stage.tab("/inspector")
    await expect(page.locator("details.said", has_text="block_actions reflection.begin")).to_contain_text(" ms")
    update = page.locator("details.said", has_text="chat.update").first
    await update.locator("summary").click()
    await expect(update.locator(".limits")).to_contain_text("of 50")
    await take(page, "the-inspector")
    await update.get_by_role("button", name="Copy for Block Kit Builder").click()
    await expect(page.get_by_role("status")).to_contain_text("Copied")

    copied: Json = await page.evaluate("navigator.clipboard.readText().then(JSON.parse)")
    assert copied["blocks"][0]["type"] == "context"
    await senco.get_by_role("button", name="Column 1").click()
    await expect(page.locator("details.said", has_text="block_actions reflection.choose:1")).to_be_visible()
    assert await page.locator("details.said[open]").count() == 1
    assert "xoxb-" not in await page.content()
