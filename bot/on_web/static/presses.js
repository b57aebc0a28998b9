// Buttons, forms and keys: each becomes a press for the server, once.
import * as panel from "./panel.js";
import { focusBar } from "./say.js";
import { tell } from "./voice.js";

const BUSY_AT_MOST = 4000;
let send = () => false;
let late = () => {};
let busy = [];
let waiting = 0;

// Calls push(press, values) for what is pressed; it returns whether it could be sent.
export function onPress(push) {
  send = push;
}

// Calls late() when nothing at all came back for what was pressed.
export function onLate(tellLate) {
  late = tellLate;
}

// Something came back: whatever was pressed may be pressed again.
export function settle() {
  clearTimeout(waiting);
  for (const button of busy) {
    const over = button.closest("[data-settled]") && button.closest("[data-work], [data-answering]");
    if (!over) button.removeAttribute("aria-disabled");
  }
  busy = [];
}

// Something was sent: within a while something must come back.
export function watch() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    settle();
    late();
  }, BUSY_AT_MOST);
}

function press(button, text, values) {
  if (button.getAttribute("aria-disabled") === "true") return false;
  if (!send(text, values)) return false;
  button.setAttribute("aria-disabled", "true");
  busy.push(button);
  watch();
  return true;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const told = button.dataset;
  if (told.press) {
    document.querySelectorAll("[data-pending]").forEach((other) => other.removeAttribute("data-pending"));
    if (press(button, told.press, []) && button.hasAttribute("aria-pressed") && button.closest("[data-live]")) {
      told.pending = "";
    }
  } else if (told.open) document.getElementById(told.open).showModal();
  else if ("close" in told) button.closest("dialog").close();
  else if ("closePanel" in told) panel.close();
  else if ("dismiss" in told) button.closest(".toast").remove();
  else if (told.copy) copy(told.copy);
});

// Copies the invitation; a browser that does not let us shows it instead.
async function copy(code) {
  const invitation = `${location.origin}/c/${encodeURIComponent(code)}`;
  try {
    await navigator.clipboard.writeText(invitation);
    tell("The invitation is copied: paste it to whoever should join.");
  } catch {
    tell(`Share the code ${code}, or this address: ${invitation}`);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.press) return;
  event.preventDefault();
  const button = event.submitter ?? form.querySelector("[type=submit]");
  const values = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  if (press(button, form.dataset.press, values) && "closes" in form.dataset) form.closest("dialog").close();
});

// The card that keys are meant for: the one with the focus, else the open live one, else one's own.
function activeCard() {
  return document.activeElement?.closest("[data-stage]")
    ?? document.querySelector('#live [data-stage="asked"]:not([data-settled])')
    ?? document.querySelector('#own [data-stage="asked"]')
    ?? document.querySelector('#daily [data-stage="asked"]:not([data-settled])')
    ?? document.querySelector("#own [data-stage]");
}

function pressKey(card, key) {
  const target = card?.querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  if (target.disabled || target.closest("[data-settled]")) return true;
  target.focus();
  target.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") return panel.close();
  const at = event.target;
  if (at.matches?.("input:not([type=checkbox]), textarea, select")) return;
  if (at.closest?.("#side")) return;
  const card = activeCard();
  if (event.key === "Enter" && !at.closest("button, a, summary, label, input")) {
    card?.querySelector("[data-enter]")?.click();
  } else if (/^[1-9]$/.test(event.key) && pressKey(card, event.key)) {
    event.preventDefault();
  } else if (event.key === "/") {
    event.preventDefault();
    focusBar();
  } else if (/^[\p{L}\p{N}]$/u.test(event.key) && card?.dataset.stage === "asked") {
    // Typing an answer starts in its field, wherever the focus is in the card.
    card.querySelector("[data-work] :is(input[type=text], textarea):not(:disabled)")?.focus();
  }
});
