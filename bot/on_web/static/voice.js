// What is said beside the page: the polite live region, and the toasts for eyes.
const region = document.getElementById("announce");
const toasts = document.getElementById("toasts");
const MOST_TOASTS = 3;
const TOAST_LASTS = 12000;
let waiting = [];
let timer = 0;

// Reads out a sentence after what is being read. Sentences close together become one.
export function announce(text) {
  if (!text) return;
  waiting.push(text);
  clearTimeout(timer);
  timer = setTimeout(() => {
    region.textContent = "";
    const said = waiting.join(" ");
    waiting = [];
    requestAnimationFrame(() => { region.textContent = said; });
  }, 120);
}

// Shows a toast; it stays while somebody points at it or has focused it.
export function toast(element) {
  for (const other of [...toasts.children]) {
    if (other.textContent === element.textContent) other.remove();
  }
  toasts.append(element);
  while (toasts.children.length > MOST_TOASTS) toasts.firstElementChild.remove();
  const go = () => {
    if (element.matches(":hover, :focus-within")) setTimeout(go, 2000);
    else element.remove();
  };
  setTimeout(go, TOAST_LASTS);
}

// What stood in the way is no longer in the way: its toasts go.
export function clearTrouble() {
  for (const element of toasts.querySelectorAll(".trouble")) element.remove();
}

// Shows and reads out a sentence of this page's own.
export function tell(text) {
  const element = document.createElement("div");
  element.className = "toast";
  const words = document.createElement("p");
  words.textContent = text;
  element.append(words);
  toast(element);
  announce(text);
}
