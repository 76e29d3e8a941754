// Brings the GOV.UK components of a page to life; every page works without it.
import { initAll } from "govuk-frontend";

initAll();
