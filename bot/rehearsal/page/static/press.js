// Everything that can be pressed or sent. Presses go out one after the other, in the order in which they were made.
import { refresh } from "./live.js";
import { fieldsOf } from "./modal.js";

let last = Promise.resolve();
let going = ""; // where the page goes once everything that was pressed has been told
const underWay = new Set();

export function listen() {
  document.addEventListener("click", async (event) => {
    closeMenus(event.target.closest("details.menu"));
    const copied = event.target.closest("[data-copy]");
    if (copied) copy(copied);
    const pressed = event.target.closest("[data-post]");
    if (!pressed || pressed.tagName === "FORM") return;
    const menu = pressed.closest("details.menu");
    menu?.querySelector("summary").focus();
    menu?.removeAttribute("open");
    if (pressed.dataset.confirm && !(await sure(JSON.parse(pressed.dataset.confirm)))) return;
    await send(pressed.dataset.post, JSON.parse(pressed.dataset.body), { waits: "wait" in pressed.dataset });
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-post]");
    if (!form) return;
    event.preventDefault();
    const went = await send(form.dataset.post, fieldsOf(form));
    if (went && form.classList.contains("say")) form.reset();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.menu[open]");
    if (!open) return;
    event.preventDefault();
    open.removeAttribute("open");
    open.querySelector("summary").focus();
  });
}

// The same press a second time while the first is under way is a double click, and means nothing.
export async function send(address, body, how = {}) {
  const deed = how.quietly ? {} : address + JSON.stringify(body);
  if (underWay.has(deed)) return false;
  underWay.add(deed);
  const turn = last.then(() => deliver(address, body, how));
  last = turn.catch(() => {});
  try {
    return await turn;
  } finally {
    underWay.delete(deed);
    if (going && !underWay.size) location.assign(going);
  }
}

async function deliver(address, body, { quietly = false, waits = false, file = null }) {
  if (waits) say("A moment, please …", { stays: true });
  let answer;
  try {
    const told = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": file ? "application/octet-stream" : "application/json" },
      body: file ?? JSON.stringify(body),
    });
    answer = await told.json();
  } catch {
    say("The rehearsal does not answer. Was it ended?");
    return false;
  }
  if (waits) document.getElementById("toast").hidden = true;
  if (answer.problem || answer.told) say(answer.problem || answer.told);
  if (answer.go) going = answer.go === location.pathname ? "" : answer.go;
  if (going) return true;
  if (!quietly) await refresh();
  return !answer.problem;
}

function sure(question) {
  const dialog = document.getElementById("sure");
  const [no, yes] = dialog.querySelectorAll("button");
  dialog.querySelector("h2").textContent = question.title.text;
  dialog.querySelector("p").textContent = question.text.text;
  no.textContent = question.deny.text;
  yes.textContent = question.confirm.text;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((answered) => {
    dialog.addEventListener("close", () => answered(dialog.returnValue === "yes"), { once: true });
  });
}

async function copy(button) {
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  say("Copied.");
}

let hiding;
function say(words, { stays = false } = {}) {
  const toast = document.getElementById("toast");
  (document.querySelector("dialog[open]") ?? document.body).append(toast);
  toast.textContent = words;
  toast.hidden = false;
  clearTimeout(hiding);
  if (!stays) hiding = setTimeout(() => (toast.hidden = true), 6000);
}

function closeMenus(but) {
  for (const open of document.querySelectorAll("details.menu[open]")) {
    if (open !== but) open.removeAttribute("open");
  }
}
