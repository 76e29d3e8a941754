// Builds web/assets into web/static/built. Names carry a hash of the content, so that browsers may keep
// the files for ever; manifest.json says under which name a page finds what.
import { cp, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { compileAsync } from "sass";

const ENTRIES = ["pages.scss", "pages.js", "js-enabled.js", "api-docs.js", "images/favicon.svg"];
const BUILT = "web/static/built";
const PACKAGES = "node_modules";
const MOJ_ASSETS = `${PACKAGES}/@ministryofjustice/frontend/moj/assets`;

const scss = {
  name: "scss",
  setup({ onLoad }) {
    onLoad({ filter: /\.scss$/ }, async ({ path }) => {
      // MOJ Frontend writes "node_modules/…" into its own sources, so the root is a load path too.
      const { css } = await compileAsync(path, { loadPaths: [PACKAGES, "."], quietDeps: true });
      return { contents: css, loader: "css", resolveDir: MOJ_ASSETS };
    });
  },
};

async function buildEntries() {
  const { metafile } = await build({
    entryPoints: ENTRIES.map((name) => join("web/assets", name)),
    plugins: [scss],
    loader: { ".svg": "copy" },
    outdir: BUILT,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2020", "safari15"],
    metafile: true,
  });
  const outputs = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint);
  return Object.fromEntries(
    outputs.map(([file, { entryPoint }]) => [basename(entryPoint).replace(".scss", ".css"), basename(file)]),
  );
}

async function copySwaggerUi() {
  for (const name of ["swagger-ui.css", "swagger-ui-bundle.js", "LICENSE", "NOTICE"]) {
    await cp(`${PACKAGES}/swagger-ui-dist/${name}`, `${BUILT}/swagger-ui/${name}`);
  }
}

await rm(BUILT, { recursive: true, force: true });
const manifest = await buildEntries();
await copySwaggerUi();
// Written last: make takes it for the sign that all the rest is there.
await writeFile(`${BUILT}/manifest.json`, JSON.stringify(manifest, null, 2) + "\n");
