// Asks before somebody leaves a page on which they wrote what no draft keeps: a note, a reason, what happened.
const WRITTEN = "textarea, input[type=text], input:not([type])";

export function askBeforeLeaving() {
  const unsent = new Set();
  const ask = (event) => event.preventDefault();
  const keep = (form, isUnsent) => {
    if (isUnsent) unsent.add(form);
    else unsent.delete(form);
    // A page that asks is not kept for the way back, so it asks only while there is something to lose.
    if (unsent.size > 0) window.addEventListener("beforeunload", ask);
    else window.removeEventListener("beforeunload", ask);
  };
  for (const form of document.querySelectorAll("form[method=post]:not([data-autosave], :has([type=password]))")) {
    form.addEventListener("input", (event) => {
      if (event.target.matches(WRITTEN)) keep(form, [...form.querySelectorAll(WRITTEN)].some((one) => one.value.trim()));
    });
    form.addEventListener("submit", () => keep(form, false));
  }
}
