// bpmn-engine at the diagram of the measurements: prints how many tasks it completes in a second.
// What to do comes as JSON on standard input; `folder` is null when nothing is to be kept.
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Engine } from "bpmn-engine";

// What a person answered is kept as the output of the task, where the condition finds it.
function keepAnswers(activity, { environment }) {
  activity.on("end", (api) => {
    environment.output[api.id] = api.content.output;
  });
}
const extensions = { keepAnswers };

const told = JSON.parse(readFileSync(0, "utf8"));

async function keep(number, engine) {
  const state = JSON.stringify(await engine.getState());
  const file = openSync(join(told.folder, `${number}.json`), "w");
  writeSync(file, state);
  fsyncSync(file);
  closeSync(file);
}

async function start(number) {
  const engine = new Engine({ name: "bench", source: told.diagram, variables: told.facts, extensions });
  await engine.execute();
  if (!told.folder) return engine;
  await keep(number, engine);
  engine.stop();
}

async function fetched(number) {
  const state = JSON.parse(readFileSync(join(told.folder, `${number}.json`), "utf8"));
  const recovered = new Engine({ name: "bench", extensions }).recover(state);
  await recovered.resume();
  return recovered;
}

async function complete(number, known, [task, answers]) {
  const engine = known ?? (await fetched(number));
  engine.execution.signal({ id: task, ...answers });
  if (!known) {
    await keep(number, engine);
    if (engine.state === "running") engine.stop();
  }
  return engine;
}

const opened = [];
for (let number = 0; number < told.cases; number++) opened.push(await start(number));
const began = performance.now();
let last;
for (const step of told.steps)
  for (let number = 0; number < told.cases; number++) last = await complete(number, opened[number], step);
const seconds = (performance.now() - began) / 1000;
if (last.execution.completed !== true && last.state !== "idle") throw new Error(`the last case is ${last.state}`);
const ends = (await last.getState()).definitions[0].execution.processes[0].execution.children;
if (ends.find((child) => child.id === "decision_sent").counters.taken !== 1) throw new Error("no decision was sent");
console.log((told.cases * told.steps.length) / seconds);
process.exit(0);
