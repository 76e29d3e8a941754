// Brings the GOV.UK components of a page to life, and its questions that depend on others; every page works
// without it.
import { initAll } from "govuk-frontend";
import { watchConditions } from "./conditions.js";
import { listen } from "./shortcuts.js";
import { keepDrafts } from "./drafts.js";
import { offerCopying } from "./copying.js";
import { askBeforeLeaving } from "./leaving.js";
import { shrinkPhotographs } from "./shrinking.js";
import { watchStart } from "./start.js";

initAll();
document.querySelectorAll("form").forEach(watchConditions);
keepDrafts();
listen();
watchStart();
offerCopying();
askBeforeLeaving();
shrinkPhotographs();
