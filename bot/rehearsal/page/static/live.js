// The server says when something has moved; then the page asks for itself once more.
import { morph } from "./morph.js";
import { showModal } from "./modal.js";

const LONGEST_PRESS = 10_000; // milliseconds; an end that never comes must not keep the page as it is

let asking = null;
let again = false;
let pressing = Promise.resolve();

// A button that is replaced while it is held down never hears of its click, so the page waits for the end of a press.
document.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || event.target.closest("select")) return;
  pressing = new Promise((ended) => {
    const end = () => setTimeout(ended); // the click comes first
    document.addEventListener("pointerup", end, { once: true });
    document.addEventListener("pointercancel", end, { once: true });
    setTimeout(ended, LONGEST_PRESS);
  });
});

// A browser keeps six connections to one server, so one tab listens and tells the others.
export function keepUp() {
  const others = new BroadcastChannel("moved");
  others.addEventListener("message", refresh);
  const listen = () =>
    new EventSource("/live").addEventListener("moved", () => {
      refresh();
      others.postMessage("moved");
    });
  if (!navigator.locks) listen();
  else navigator.locks.request("listening", () => new Promise(listen)); // kept as long as the tab lives
}

// Several at once become two: the one that is under way, and one more after it.
export async function refresh() {
  if (!("live" in document.body.dataset)) return;
  if (asking) {
    again = true;
    await asking;
    return;
  }
  asking = ask();
  try {
    await asking;
  } finally {
    asking = null;
  }
  if (again) {
    again = false;
    refresh();
  }
}

async function ask() {
  let fresh;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok && answer.status !== 503) return; // what is on the screen is better than what went wrong
    fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return; // the rehearsal has ended
  }
  await pressing;
  if (fresh.body.dataset.round !== document.body.dataset.round) {
    location.reload();
    return;
  }
  morph(fresh);
  showModal();
}
