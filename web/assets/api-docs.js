// Starts Swagger UI on the element that names the OpenAPI document: <div id="api-docs" data-document="…">.
// It is a file because the content security policy allows no inline script.
const place = document.getElementById("api-docs");

window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.document,
  deepLinking: true,
  // Beyond about a hundred operations Swagger UI leaves some out without a word, if it has to show them all at once.
  docExpansion: "none",
  filter: true,
  displayOperationId: true,
  validatorUrl: null,
});
