// Countdowns: a bar and seconds for the eyes; for the ears one sentence when ten are left.
import { announce } from "./voice.js";

const LATE = 10000;
const BEAT = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1000 : 200;

// Starts a clock, or sets a running one anew: the server says how many milliseconds are left.
export function wind(clock, left = Number(clock.dataset.left), total = Number(clock.dataset.total)) {
  clock.until = performance.now() + left;
  clock.whole = Math.max(total, left, 1);
  clock.warned = left <= LATE + 2000;
  draw(clock);
}

function draw(clock) {
  const left = Math.max(0, clock.until - performance.now());
  const seconds = Math.ceil(left / 1000);
  const minutes = Math.floor(seconds / 60);
  const text = minutes ? `${minutes}:${String(seconds % 60).padStart(2, "0")}` : `${seconds} s`;
  clock.querySelector("[data-clock-text]").textContent = text;
  clock.querySelector("[data-clock-bar]").setAttribute("width", `${(100 * left) / clock.whole}%`);
  const asked = clock.closest('[data-stage="asked"]');
  clock.classList.toggle("late", Boolean(asked) && left <= LATE);
  if (asked && !clock.warned && left <= LATE) {
    clock.warned = true;
    announce("10 seconds left.");
  }
}

setInterval(() => document.querySelectorAll("[data-clock]").forEach((clock) => {
  if (clock.until === undefined) wind(clock);
  else draw(clock);
}), BEAT);
