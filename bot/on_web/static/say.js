// The command bar: type a command, with suggestions that follow; arrows choose, Enter sends.
const form = document.querySelector("[data-say]");
const input = form.querySelector("input");
const list = document.getElementById("suggestions");
const options = [...list.children];
let chosen = null;

function suggest() {
  const typed = input.value.trim().toLowerCase();
  const wanted = typed.startsWith("/") && !input.value.includes(" ") && document.activeElement === input;
  for (const option of options) option.hidden = !wanted || !option.dataset.command.startsWith(typed);
  choose(null);
  list.hidden = options.every((option) => option.hidden);
  input.setAttribute("aria-expanded", String(!list.hidden));
}

function choose(option) {
  chosen?.setAttribute("aria-selected", "false");
  chosen = option;
  if (option) {
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

function step(by) {
  const shown = options.filter((option) => !option.hidden);
  if (!shown.length) return;
  const next = shown.indexOf(chosen) + by;
  choose(shown[(next + shown.length) % shown.length]);
}

function take(option) {
  input.value = `${option.dataset.command} `;
  input.focus();
  suggest();
}

input.addEventListener("input", suggest);
input.addEventListener("focus", suggest);
input.addEventListener("blur", () => setTimeout(suggest, 150));
input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (list.hidden) return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : chosen ? -1 : 0);
  } else if (event.key === "Enter" && chosen) {
    event.preventDefault();
    take(chosen);
  } else if (event.key === "Escape" && !list.hidden) {
    event.stopPropagation();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }
});
list.addEventListener("pointerdown", (event) => {
  const option = event.target.closest("[data-command]");
  if (!option) return;
  event.preventDefault();
  take(option);
});

// Calls send(text) for every command typed; it returns whether it could be sent.
export function onSay(send) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim() && send(input.value)) input.value = "";
    suggest();
  });
}

export function focusBar() {
  if (!input.value) input.value = "/";
  input.focus();
  suggest();
}
