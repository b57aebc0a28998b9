// Decks that come in: a file or pasted notes go to the server by POST, and what it answers is shown
// as if it had come over the socket. The browser keeps the file, and sends it again to confirm.
import { show } from "./stage.js";
import { announce, tell } from "./voice.js";

const UNSENT = "That file could not be sent. Choose it once more, or try again in a moment.";
const BROKEN = "Sorry, something broke on my side and I have noted it. Nothing was kept.";
const NOTHING = "Choose a file first, or paste your notes.";
const READING = "Reading it…";
let held = null;
let busy = false;

function large(bytes) {
  return `I can read files of up to ${Math.round(bytes / 1e6)} MB. Please split this one into parts.`;
}

// Posts a body for a form and shows the answer. An answer nobody waits for any more is let go.
async function post(form, path, body, always = false) {
  if (busy) return;
  busy = true;
  const button = form.querySelector("[type=submit]");
  const status = form.querySelector("[data-busy]");
  button.setAttribute("aria-disabled", "true");
  if (status) status.textContent = READING;
  try {
    const type = "application/octet-stream";
    const reply = await fetch(path, { method: "POST", body, headers: { "Content-Type": type } });
    const isFrame = reply.headers.get("Content-Type")?.includes("json");
    if (!isFrame) tell(BROKEN);
    else if (always || form.isConnected) show(await reply.json());
    settle();
  } catch {
    tell(UNSENT);
  } finally {
    busy = false;
    button.removeAttribute("aria-disabled");
    if (status) status.textContent = "";
  }
}

function bring(form, more = {}) {
  if (!held) return tell(NOTHING);
  const asked = { file: held.name, deck: held.deck, format: held.format, ...more };
  post(form, `/deck/bring?${new URLSearchParams(asked)}`, held.body, "keep" in more);
}

// What was said about the file stands in the form again, and a deck that has just come in can be
// chosen for a round without loading the page again.
function settle() {
  const again = document.querySelector("#panel [data-again]");
  if (again && held) {
    again.elements.deck.value = held.deck;
    again.elements.format.value = held.format;
  }
  const made = document.querySelector("#panel [data-new-deck]");
  const choice = document.querySelector("#start select[name=deck]");
  if (!made || [...choice.options].some((option) => option.value === made.dataset.newDeck)) return;
  choice.add(new Option(made.dataset.title, made.dataset.newDeck));
}

const submits = {
  bring(form) {
    const { file, text, deck, format } = form.elements;
    const chosen = file.files[0];
    if (!chosen && !text.value.trim()) return tell(NOTHING);
    if (!chosen && !deck.value.trim()) {
      tell("Give your notes a name first.");
      return deck.focus();
    }
    const body = chosen ?? new Blob([text.value]);
    if (body.size > Number(form.dataset.most)) return tell(large(Number(form.dataset.most)));
    held = { body, name: chosen?.name ?? "", deck: deck.value, format: format.value };
    bring(form);
  },
  again(form) {
    if (held) Object.assign(held, { deck: form.elements.deck.value, format: form.elements.format.value });
    bring(form);
  },
  keep(form) {
    bring(form, { keep: "1", same: form.elements.same?.value ?? "" });
  },
  draft(form) {
    const { deck, question } = form.dataset;
    post(form, `/deck/draft?${new URLSearchParams({ deck, question })}`, form.elements.text.value);
  },
  mend(form) {
    const asked = { question: form.dataset.question, same: form.elements.same.value };
    post(form, `/question/text?${new URLSearchParams(asked)}`, form.elements.text.value);
  },
};

document.addEventListener("submit", (event) => {
  const doing = Object.keys(submits).find((name) => name in event.target.dataset);
  if (!doing) return;
  event.preventDefault();
  if (event.submitter?.getAttribute("aria-disabled") !== "true") submits[doing](event.target);
});

function named(input) {
  const words = input.closest("[data-drop]").querySelector("b");
  words.textContent = input.files[0]?.name ?? "Choose a file";
  announce(input.files[0] ? `${input.files[0].name} is chosen.` : "");
}

document.addEventListener("change", (event) => {
  if ("file" in (event.target.dataset ?? {})) named(event.target);
});

// A file dropped anywhere on the form counts; elsewhere the browser would leave the room for it.
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const form = event.target.closest?.("[data-bring]");
    document.querySelector("[data-drop]")?.classList.toggle("over", Boolean(form) && name === "dragover");
    if (name === "drop" && form && event.dataTransfer.files.length) {
      form.elements.file.files = event.dataTransfer.files;
      named(form.elements.file);
    }
  });
}
