// While a name is typed, who is on the register; while a day is typed, the dates that it brings.
// Without scripts the buttons beside the questions do the same.
const PAUSE = 250;

function afterPause(act) {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, PAUSE);
  };
}

async function show(box, address) {
  const asked = (box.dataset.asked = address);
  const answer = await fetch(address);
  // An answer that comes late must not hide a later one.
  if (answer.ok && !answer.redirected && box.dataset.asked === asked) {
    box.innerHTML = await answer.text();
  }
}

function watchFinding(input) {
  const box = document.getElementById(input.dataset.found);
  const find = () => show(box, `${input.dataset.find}?${new URLSearchParams({ text: input.value.trim(), part: "found" })}`);
  input.addEventListener("input", afterPause(find));
}

// Whoever was looked for in vain need not be typed again.
function carryOver(input) {
  const name = document.getElementById("name");
  name?.closest("details")?.addEventListener("toggle", () => {
    if (!name.value && !/\d/.test(input.value)) name.value = input.value.trim();
  });
}

function dayIn(form, name) {
  const part = (one) => form.elements.namedItem(`${name}.${one}`)?.value.trim() ?? "";
  return `${part("year")}-${part("month").padStart(2, "0")}-${part("day").padStart(2, "0")}`;
}

function watchClock(box) {
  const { form } = box.closest("section").querySelector("button");
  const tell = afterPause(() => show(box, `${box.dataset.clock}?day=${dayIn(form, box.dataset.clockFrom)}`));
  form.addEventListener("input", ({ target }) => target.name.startsWith(`${box.dataset.clockFrom}.`) && tell());
}

export function watchStart() {
  document.querySelectorAll("[data-find]").forEach(watchFinding);
  document.querySelectorAll("[data-find]").forEach(carryOver);
  document.querySelectorAll("[data-clock]").forEach(watchClock);
}
