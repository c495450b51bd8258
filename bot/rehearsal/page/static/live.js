// The server says when something has moved; then the page asks for itself once more.
import { morph } from "./morph.js";
import { showModal } from "./modal.js";

let asking = null;
let again = false;

export function keepUp() {
  const moved = new EventSource("/live");
  moved.addEventListener("moved", refresh);
  addEventListener("pagehide", () => moved.close());
}

export async function refresh() {
  if (!("live" in document.body.dataset)) return;
  if (asking) {
    again = true;
    return asking;
  }
  asking = ask();
  await asking;
  asking = null;
  if (again) {
    again = false;
    await refresh();
  }
}

async function ask() {
  let answer;
  try {
    answer = await fetch(location.href, { cache: "no-store" });
  } catch {
    return; // the rehearsal has ended, or is just beginning anew; the next message comes over the same line
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (fresh.body.dataset.round !== document.body.dataset.round) {
    location.reload();
    return;
  }
  morph(fresh);
  showModal();
}
