// Shows a question only when the answer that asks for it was given. Without scripts every question is
// there, and says when it is to be answered; the server judges the answers by the same conditions.

function answersTo(name, form) {
  const found = form.elements.namedItem(name);
  const inputs = found instanceof RadioNodeList ? [...found] : [found].filter(Boolean);
  return inputs.filter(({ type, checked }) => checked || !["radio", "checkbox"].includes(type)).map(({ value }) => value);
}

function isAsked(question, form) {
  const conditions = Object.entries(JSON.parse(question.dataset.showIf));
  return conditions.every(([name, wanted]) => answersTo(name, form).some((answer) => wanted.includes(answer)));
}

export function watchConditions(form) {
  const questions = [...form.querySelectorAll("[data-show-if]")];
  const refresh = () => {
    for (const question of questions) {
      question.hidden = !isAsked(question, form);
    }
  };
  for (const words of form.querySelectorAll(".app-condition")) {
    words.remove();
  }
  form.addEventListener("change", refresh);
  refresh();
}
