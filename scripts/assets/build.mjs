// Bundles ide.jsx and gathers the licences of all that is in the bundle.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";

const target = resolve(import.meta.dirname, "../../api/web/assets");
const result = await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: { ide: "ide.jsx" },
  outdir: target,
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "esm",
  jsx: "automatic",
  target: "es2022",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  metafile: true,
  loader: { ".woff2": "file", ".woff": "file" },
});

// A message of GraphiQL's names download hosts; nothing here speaks of them.
const script = join(target, "ide.js");
writeFileSync(script, readFileSync(script, "utf8").replace(/If you are using a CDN source \([^)]*\)/, "If you are using a CDN source"));

const packages = new Map();
for (const input of Object.keys(result.metafile.inputs)) {
  const found = input.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//);
  if (found) packages.set(found[1], join(import.meta.dirname, found[1]));
}
const licences = [...packages.values()].map((folder) => {
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Licence: ${about.license}`;
  return `${about.name} ${about.version}\n\n${text}\n`;
});
writeFileSync(join(target, "LICENSES.txt"), licences.sort().join(`\n${"-".repeat(80)}\n\n`));
