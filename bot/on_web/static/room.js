// The room: joins the socket, what is shown and what is pressed. No framework, no other host.
import "./decks.js";
import "./order.js";
import * as panel from "./panel.js";
import { onLate, onPress, settle, watch } from "./presses.js";
import { onSay } from "./say.js";
import { count, show } from "./stage.js";
import { announce, clearTrouble, tell } from "./voice.js";
import { connect } from "./wire.js";

const code = document.querySelector("[data-code]").dataset.code;
const offline = document.querySelector("[data-offline]");
const LOST = "The connection is lost. What you answered is kept; I am reconnecting by myself.";
const NOT_SENT = "That is not sent yet: I am still reconnecting. Please try again in a moment.";
const LATE = "I have not heard back yet, so I am connecting again. Please press once more in a moment.";
let lastPost = -1;
let wasLost = false;
let isFirst = true;

const take = {
  show(frame) {
    if (frame.post) lastPost = Math.max(lastPost, frame.post);
    if (typeof frame.review === "string") sessionStorage.setItem("review", frame.review);
    if ((frame.announce || frame.focus) && frame.region !== "toast" && frame.region !== "live") clearTrouble();
    show(frame);
  },
  count,
  presence(frame) {
    document.querySelector("[data-presence-text]").textContent = frame.text;
  },
  visit(frame) {
    if (frame.panel) panel.remember(frame.panel);
    if (frame.said) sessionStorage.setItem("said", frame.said);
    if (frame.path !== "/export") wire.end();
    if (!frame.path.startsWith("/export")) sessionStorage.removeItem("review");
    location.assign(frame.path);
  },
};

const wire = connect(`/ws?code=${encodeURIComponent(code)}`, {
  hello() {
    const opens = isFirst ? panel.remembered() : "";
    isFirst = false;
    return { after: lastPost, review: sessionStorage.getItem("review") ?? "", panel: opens };
  },
  onFrame(frame) {
    settle(); // whatever came, somebody is there
    take[frame.type]?.(frame);
  },
  onState(state) {
    if (state === "closed") {
      settle();
      if (!wasLost) announce(LOST);
      wasLost = true;
      offline.textContent = LOST;
      offline.hidden = false;
      document.querySelector("[data-presence-text]").textContent = "reconnecting…";
    } else if (wasLost) {
      wasLost = false;
      offline.hidden = true;
      announce("Back again.");
    }
  },
});

function sent(frame) {
  if (wire.send(frame)) return true;
  tell(NOT_SENT);
  return false;
}

onPress((press, values) => sent({ type: "push", press, values }));
onLate(() => {
  tell(LATE);
  wire.again();
});
onSay((text) => {
  if (!sent({ type: "say", text })) return false;
  watch();
  return true;
});

// What the page before had still to say.
const said = sessionStorage.getItem("said");
sessionStorage.removeItem("said");
if (said) tell(said);
