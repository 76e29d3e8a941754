// Saves what is typed into a task after a pause, and shows the letter as it would read. Without scripts the
// buttons do the same. The mark of the draft travels with the form: nobody overwrites what they have not seen.
const PAUSE = 2500;
const SIGNED_OUT = "Not saved: you were signed out. What you typed is still here. Choose “Save as draft” to sign in and keep it.";

function typedInto(form, act) {
  const typed = new FormData(form);
  typed.set("do", act);
  return typed;
}

class Draft {
  constructor(form) {
    this.form = form;
    this.status = document.getElementById("draft-status");
    this.timer = undefined;
    this.saving = undefined;
    form.addEventListener("input", () => this.later());
    form.addEventListener("submit", (event) => this.waitFor(event));
    document.addEventListener("visibilitychange", () => this.atOnce());
  }

  later() {
    this.wait();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.saving = this.save();
    }, PAUSE);
  }

  // A form that is sent while it is being saved would not know the mark of its own draft.
  waitFor(event) {
    this.wait();
    if (this.saving === undefined || event.submitter?.hasAttribute("data-preview")) return;
    event.preventDefault();
    this.saving.then(() => this.form.requestSubmit(event.submitter));
  }

  // Whoever leaves the page, or locks the screen, before the pause is over has been typing all the same.
  atOnce() {
    if (document.visibilityState !== "hidden" || this.timer === undefined) return;
    this.wait();
    this.saving = this.save(true);
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  async save(isLast = false) {
    try {
      const typed = { method: "POST", body: typedInto(this.form, "save"), keepalive: isLast };
      const answer = await fetch(this.form.dataset.autosave, typed);
      if (!answer.headers.get("Content-Type")?.includes("json")) {
        this.status.textContent = SIGNED_OUT;
        return;
      }
      const said = await answer.json();
      this.status.textContent = said.sentence;
      if (said.mark) this.form.elements.namedItem("draft_seen").value = said.mark;
    } catch {
      this.status.textContent = "Not saved: the connection failed. What you typed is still here.";
    } finally {
      this.saving = undefined;
    }
    if (document.querySelector("#letter-preview .app-letter")) showLetter(this.form);
  }
}

async function showLetter(form) {
  const place = document.getElementById("letter-preview");
  try {
    const answer = await fetch(window.location.href, { method: "POST", body: typedInto(form, "preview") });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...page.getElementById("letter-preview").childNodes);
  } catch {
    place.textContent = "The letter cannot be shown just now.";
  }
}

export function keepDrafts() {
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    new Draft(form);
    form.querySelector("[data-preview]")?.addEventListener("click", async (event) => {
      event.preventDefault();
      await showLetter(form);
      document.getElementById("letter-preview").focus();
    });
  }
}
