// Reads exports with N3.js and jsonld.js and writes what they hold as N-Quads: node read.mjs FILE...
// The suffix says the format; beside each FILE comes FILE.js.nq. Nothing is fetched.
import { readFile, writeFile } from "node:fs/promises";
import jsonld from "jsonld";
import { Parser, Writer } from "n3";

const FORMATS = { ttl: "Turtle", nt: "N-Triples", trig: "TriG", nq: "N-Quads" };

async function quads(file) {
  const text = await readFile(file, "utf8");
  const suffix = file.split(".").pop();
  if (suffix === "jsonld") {
    const documentLoader = async (url) => { throw new Error(`${file} asks for ${url}`); };
    return jsonld.toRDF(JSON.parse(text), { format: "application/n-quads", documentLoader, safe: true });
  }
  const found = new Parser({ format: FORMATS[suffix] }).parse(text);
  return new Writer({ format: "N-Quads" }).quadsToString(found);
}

for (const file of process.argv.slice(2)) {
  await writeFile(`${file}.js.nq`, await quads(file));
}
