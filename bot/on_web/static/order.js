// Putting items in order: by the arrow buttons, by the arrow keys on them, or by dragging a grip.
import { announce } from "./voice.js";

function told(item) {
  const place = [...item.parentElement.children].indexOf(item) + 1;
  const text = item.querySelector(".option-text").textContent;
  announce(`${text}: place ${place} of ${item.parentElement.children.length}.`);
}

function move(item, by) {
  const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(item);
  else other.after(item);
  told(item);
}

document.addEventListener("click", (event) => {
  const mover = event.target.closest("[data-move]");
  if (!mover || mover.closest("[data-settled]")) return;
  move(mover.closest("[data-item]"), Number(mover.dataset.move));
  mover.focus();
});

document.addEventListener("keydown", (event) => {
  const mover = event.target.closest?.("[data-move]");
  if (!mover || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  move(mover.closest("[data-item]"), event.key === "ArrowUp" ? -1 : 1);
  mover.focus();
});

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (!grip || grip.closest("[data-settled]")) return;
  const item = grip.closest("[data-item]");
  const list = item.parentElement;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  item.classList.add("dragging");
  const drag = (moved) => {
    for (const other of list.children) {
      if (other === item) continue;
      const box = other.getBoundingClientRect();
      const middle = box.top + box.height / 2;
      const before = item.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING;
      if (before && moved.clientY < middle) { other.before(item); break; }
      if (!before && moved.clientY > middle) other.after(item);
    }
  };
  const drop = () => {
    item.classList.remove("dragging");
    grip.removeEventListener("pointermove", drag);
    told(item);
  };
  grip.addEventListener("pointermove", drag);
  grip.addEventListener("lostpointercapture", drop, { once: true });
});
