// The door: tells the learner's time zone, so that their day starts at their own 04:00.
const zone = document.querySelector('input[name="zone"]');
// What the room had still to say when it was left.
const said = sessionStorage.getItem("said");
sessionStorage.removeItem("said");
const slot = document.querySelector("[data-said]");
if (slot && said) {
  slot.textContent = said;
  slot.hidden = false;
}
if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
