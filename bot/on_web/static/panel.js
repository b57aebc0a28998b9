// The side panel: beside the stage on a wide screen, over it on a phone (and then alone usable).
const side = document.getElementById("side");
const body = document.getElementById("panel");
const behind = [".top", ".dock", "#main"].map((name) => document.querySelector(name));
const phone = matchMedia("(max-width: 61.99em)");
const KEY = "panel";
let opener = null;

export function current() {
  return side.hidden ? "" : body.querySelector("[data-panel]")?.dataset.panel ?? "";
}

// The panel to open with the page: the last one, or the leaderboard where there is room.
export function remembered() {
  return sessionStorage.getItem(KEY) ?? (phone.matches ? "" : "leaderboard");
}

export function remember(name) {
  sessionStorage.setItem(KEY, name);
}

function settle() {
  const over = !side.hidden && phone.matches;
  for (const part of behind) part.inert = over;
  for (const tab of document.querySelectorAll("[data-tab]")) {
    tab.toggleAttribute("aria-current", false);
    if (tab.dataset.tab === current()) tab.setAttribute("aria-current", "true");
  }
}

export function open(content, { refresh = false } = {}) {
  const name = content.querySelector("[data-panel]")?.dataset.panel ?? "";
  if (refresh && current() !== name) return false;
  if (side.hidden) opener = document.activeElement;
  body.replaceChildren(content);
  side.hidden = false;
  if (!refresh) side.scrollTop = 0;
  remember(name);
  settle();
  return true;
}

export function close() {
  if (side.hidden) return;
  side.hidden = true;
  remember("");
  settle();
  if (opener?.isConnected) opener.focus();
}

phone.addEventListener("change", settle);
