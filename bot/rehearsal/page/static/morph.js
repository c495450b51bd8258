// Put a fresh page in the place of the old one, and leave alone what did not change: open menus, what somebody is
// writing, and where the cursor is.

export function morph(fresh) {
  const focused = document.activeElement?.id;
  for (const part of document.querySelectorAll("[data-part]")) {
    const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (next) put(part, next);
  }
  for (const list of document.querySelectorAll("[data-list]")) {
    const next = fresh.getElementById(list.id);
    if (next) keepList(list, next);
  }
  const inside = document.getElementById("modal-inside");
  const next = fresh.getElementById("modal-inside");
  if (inside && next && inside.dataset.version !== next.dataset.version) inside.replaceWith(next);
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function put(old, fresh) {
  if (!alike(old, fresh)) old.replaceWith(fresh);
}

function keepList(list, fresh) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const count = list.children.length;
  const old = new Map([...list.children].map((child) => [child.id, child]));
  const staying = new Set([...fresh.children].map((child) => child.id));
  for (const [id, child] of old) if (!staying.has(id)) child.remove();
  let before = list.firstElementChild;
  for (const next of [...fresh.children]) {
    const same = old.get(next.id);
    const shown = same && alike(same, next) ? same : next;
    if (same && shown !== same) {
      if (before === same) before = same.nextElementSibling;
      same.replaceWith(shown);
    } else if (shown === before) {
      before = before.nextElementSibling;
    } else {
      list.insertBefore(shown, before);
    }
  }
  if (atEnd && list.children.length > count) list.scrollTop = list.scrollHeight;
}

function alike(old, fresh) {
  if (!old.matches("details[open]") && !old.querySelector("details[open]")) return old.isEqualNode(fresh);
  const closed = old.cloneNode(true);
  closed.removeAttribute("open");
  for (const open of closed.querySelectorAll("details[open]")) open.removeAttribute("open");
  return closed.isEqualNode(fresh);
}
