// Keyboard shortcuts. They are single keys, so they can be turned off (WCAG 2.1.4), and they never act while somebody
// types, chooses from a list, or holds Control, Alt or Meta. Everything they do can be done without them.

const GO = { w: "work", c: "cases", t: "teams" };
const TOGETHER = 1500;
const ROWS = "form[data-rows] tbody tr:not(.app-work__group), [data-row]";
const TYPED_IN = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

let went = 0;

const dialog = () => document.getElementById("shortcuts");
const rows = () => [...document.querySelectorAll(ROWS)];
const rowInHand = () => document.activeElement.closest(ROWS);
const follow = (where) => document.querySelector(`[data-shortcut="${where}"], [data-shortcut="${where}"] a`)?.click();

function step(by) {
  const all = rows();
  const now = all.indexOf(rowInHand());
  const next = now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by;
  all[Math.min(Math.max(next, 0), all.length - 1)]?.querySelector("[data-open]")?.focus();
}

const KEYS = {
  "/": () => document.getElementById("find")?.focus(),
  n: () => follow("new"),
  j: () => step(1),
  k: () => step(-1),
  x: () => rowInHand()?.querySelector("input[type=checkbox]")?.click(),
  o: () => rowInHand()?.querySelector("[data-open]")?.click(),
  c: () => rowInHand()?.querySelector("[data-claim]")?.click(),
  "?": () => dialog()?.showModal(),
};

function onKey(event) {
  const { key, target, ctrlKey, altKey, metaKey } = event;
  if (ctrlKey || altKey || metaKey || target.closest(TYPED_IN) || dialog()?.open) {
    return;
  }
  const isSecond = event.timeStamp - went < TOGETHER && went > 0;
  went = key === "g" ? event.timeStamp : 0;
  const act = isSecond && GO[key] ? () => follow(GO[key]) : KEYS[key];
  if (act) {
    event.preventDefault();
    act();
  }
}

// Ticks every row, or none, without asking the server.
function tickAll(link) {
  const boxes = [...document.querySelectorAll("form[data-rows] input[type=checkbox]")];
  link.setAttribute("role", "button");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const all = boxes.some((box) => !box.checked);
    for (const box of boxes) {
      box.checked = all;
    }
    link.textContent = all ? "Tick none" : "Tick all on this page";
  });
}

export function listen() {
  document.querySelectorAll("[data-tick-all]").forEach(tickAll);
  if (document.body.dataset.shortcuts === "on") {
    document.addEventListener("keydown", onKey);
  }
}
