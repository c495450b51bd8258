// What the page does by itself: keeps up with what happens, and tells the server what was pressed.
import { keepUp } from "./live.js";
import { listen } from "./press.js";
import { showModal } from "./modal.js";

listen();
document.body.inert = false; // until here a press would have gone nowhere
showModal();
if ("live" in document.body.dataset) keepUp();

const messages = document.getElementById("messages");
if (messages) messages.scrollTop = messages.scrollHeight;

const menu = document.getElementById("open-menu");
menu?.addEventListener("click", () => {
  const open = document.body.classList.toggle("menu-open");
  menu.setAttribute("aria-expanded", String(open));
});
