// Puts what the server shows into its region, moves the focus where it helps, and says it.
import { wind } from "./clock.js";
import * as panel from "./panel.js";
import { announce, toast } from "./voice.js";

const NOT_BEFORE = 1050;
const regions = {};
for (const name of ["live", "daily", "before", "own", "week"]) regions[name] = document.getElementById(name);

function parsed(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html; // every text in it was escaped by the server's templates
  return holder.content;
}

function cardOf(ask) {
  return ask ? document.querySelector(`[data-card="${CSS.escape(ask)}"]`) : null;
}

// Shows a card in a region. The same card again (after a reconnect) keeps what was typed into it.
function place(region, content) {
  const fresh = content.querySelector("[data-stage]");
  const shown = region.querySelector("[data-stage]");
  const same = fresh && shown && fresh.dataset.card && fresh.dataset.card === shown.dataset.card
    && (fresh.dataset.stage === shown.dataset.stage || shown.dataset.ahead === fresh.dataset.stage);
  if (same) {
    const clocks = [fresh, shown].map((card) => card.querySelector("[data-clock]"));
    if (clocks[0] && clocks[1]) {
      wind(clocks[1], Number(clocks[0].dataset.left), Number(clocks[0].dataset.total));
    }
    return false;
  }
  region.replaceChildren(content);
  region.querySelectorAll("[data-clock]").forEach((clock) => wind(clock));
  region.querySelectorAll("[data-soon]").forEach(soon);
  return true;
}

// A press in the second after a reveal was meant for what stood there before: it waits.
function soon(button) {
  button.setAttribute("aria-disabled", "true");
  setTimeout(() => button.removeAttribute("aria-disabled"), NOT_BEFORE);
}

// Replaces the working part of a card that is on the page, such as the back of a flashcard.
function rework(frame, content) {
  const card = cardOf(frame.ask);
  const work = content.querySelector("[data-work]");
  if (!card || !work) return place(regions.own, content);
  card.dataset.ahead = card.dataset.stage;
  card.dataset.stage = content.querySelector("[data-stage]").dataset.stage;
  card.querySelector("[data-work]").replaceWith(work);
  card.querySelector(".card-foot .quiet")?.remove();
  return true;
}

// Puts a note into its slot of a card; without the card it is a toast.
function note(frame, content) {
  const slot = cardOf(frame.ask)?.querySelector(`[data-slot="${CSS.escape(frame.slot)}"]`);
  if (!slot) {
    if (frame.slot === "count" || frame.slot === "outcome") return false;
    const element = document.createElement("div");
    element.className = "toast";
    element.append(content);
    toast(element);
    return true;
  }
  slot.replaceChildren(content);
  if (slot.querySelector(".note-claimfiled")) {
    slot.closest("[data-card]").querySelectorAll("[data-claim]").forEach((button) => button.remove());
  }
  if (slot.querySelector("[data-kept]")) keep(slot.closest("[data-card]"), slot);
  return true;
}

// A live answer is kept: show which option it was, and close the card if no change is left.
function keep(card, slot) {
  const pending = card.querySelector("[data-pending]");
  if (pending) {
    card.querySelectorAll("[aria-pressed]").forEach((option) => {
      option.setAttribute("aria-pressed", String(option === pending));
    });
    pending.removeAttribute("data-pending");
  }
  if (!slot.querySelector("[data-settled]")) return;
  card.dataset.settled = "";
  card.querySelectorAll("[data-work] :is(input, select, textarea)").forEach((field) => {
    field.disabled = true;
  });
  card.querySelectorAll("[data-work] button, [data-answering]").forEach((button) => {
    button.setAttribute("aria-disabled", "true");
  });
}

function isTyping() {
  return document.activeElement?.matches("input:not([type=checkbox], [type=radio]), textarea, select")
    || document.querySelector("dialog[open]") !== null;
}

function focus(frame) {
  const target = frame.focus && document.getElementById(frame.focus);
  if (!target) return;
  if (frame.region === "live" && (isTyping() || panel.current() && document.activeElement?.closest("#side"))) return;
  target.focus({ preventScroll: true });
  const box = (target.closest(".card") ?? target).getBoundingClientRect();
  if (box.top < 0 || box.bottom > innerHeight) {
    (target.closest(".card") ?? target).scrollIntoView({ block: "start" });
  }
}

// Shows one frame; returns nothing. The server says where it goes.
export function show(frame) {
  const content = parsed(frame.html);
  let changed = true;
  if (frame.region === "own" && content.querySelector('[data-stage="asked"]')) {
    // Whoever studies on has seen the podium.
    regions.live.querySelector('[data-stage="over"]')?.remove();
  }
  if (frame.region === "before" && cardOf(frame.ask)?.dataset.stage === "asked") {
    regions.daily.replaceChildren(); // its answer takes its place
  }
  if (regions[frame.region]) changed = place(regions[frame.region], content);
  else if (frame.region === "work") changed = rework(frame, content);
  else if (frame.region === "note") changed = note(frame, content);
  else if (frame.region === "panel") changed = panel.open(content, { refresh: frame.slot === "refresh" });
  else toast(content.firstElementChild);
  if (!changed) return;
  if (frame.slot !== "refresh") focus(frame);
  announce(frame.announce);
}

export function count(frame) {
  const slot = cardOf(frame.ask)?.querySelector('[data-slot="count"]');
  if (slot) slot.textContent = frame.text;
}
