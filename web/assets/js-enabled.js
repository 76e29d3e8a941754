// First thing in <body>, neither deferred nor a module: says that scripts run before anything is painted,
// so that nothing flickers. It is a file because the content security policy allows no inline script.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
