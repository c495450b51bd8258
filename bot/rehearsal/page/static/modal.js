// The dialog that shows whatever modal the bot has opened for this person.
import { send } from "./press.js";

export function showModal() {
  const dialog = document.getElementById("modal");
  if (!dialog) return;
  const form = dialog.querySelector("form");
  if (!form) {
    if (dialog.open) dialog.close();
    document.body.append(document.getElementById("toast"));
    return;
  }
  if (!dialog.open) dialog.showModal();
  if (!form.dataset.shown && !form.contains(document.activeElement)) {
    form.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
  }
  form.dataset.shown = "yes";
  const wrong = form.querySelector(".error");
  if (wrong && form.dataset.told !== form.dataset.version) {
    form.dataset.told = form.dataset.version;
    wrong.closest(".question").querySelector("[aria-invalid], input:not([type=hidden])")?.focus();
  }
}

document.getElementById("modal")?.addEventListener("cancel", (event) => {
  event.preventDefault();
  document.getElementById("close-modal")?.click();
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-fill]");
  if (!form) return;
  if (event.target.type === "file") {
    handOver(form, event.target);
    return;
  }
  const choices = event.target.closest("[data-most]");
  if (choices && choices.querySelectorAll(":checked").length > Number(choices.dataset.most)) {
    event.target.checked = false;
    return;
  }
  send(form.dataset.fill, fieldsOf(form), { quietly: true });
});

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-take-away]");
  const form = pressed?.closest("form[data-fill]");
  if (form) send(form.dataset.fill, { ...fieldsOf(form), [pressed.dataset.takeAway]: ["1"] });
});

// What was written beside it goes first, because the form is drawn anew as soon as the file is there.
function handOver(form, input) {
  send(form.dataset.fill, fieldsOf(form), { quietly: true });
  [...input.files].forEach((file, at) => {
    const told = { view: form.elements.view.value, block: input.dataset.block, name: file.name, more: at ? "yes" : "" };
    send(`${form.dataset.file}?${new URLSearchParams(told)}`, {}, { file });
  });
  input.value = "";
}

export function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) (fields[name] ??= []).push(value);
  return fields;
}
