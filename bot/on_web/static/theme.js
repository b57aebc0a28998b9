// Light or dark: the system decides until somebody presses the toggle; then this browser remembers.
const root = document.documentElement;
const KEY = "look";

function remembered() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function remember(look) {
  try {
    localStorage.setItem(KEY, look);
  } catch {
    // A private window may keep nothing; the choice then lasts as long as the page.
  }
}

if (remembered()) root.dataset.look = remembered();

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme]")) return;
  const dark = root.dataset.look
    ? root.dataset.look === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.look = dark ? "light" : "dark";
  remember(root.dataset.look);
});
