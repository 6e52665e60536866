// Reads JSON-LD with jsonld.js: for each line of standard input, a document, a line with its statements as N-Quads, or
// with what is wrong, as JSON. Nothing is fetched.
import { createInterface } from "node:readline";
import jsonld from "jsonld";

const documentLoader = async (url) => { throw new Error(`A document asks for ${url}`); };

for await (const line of createInterface({ input: process.stdin })) {
  const told = await jsonld
    .toRDF(JSON.parse(line), { format: "application/n-quads", documentLoader })
    .then((quads) => ({ quads }), (error) => ({ error: `${error.message} ${JSON.stringify(error.details ?? {})}` }));
  console.log(JSON.stringify(told));
}
