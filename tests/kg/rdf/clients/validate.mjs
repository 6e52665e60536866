// node validate.mjs SHAPES DATA...: the results of each N-Triples file as JSON, a line each. A result is focus
// node, source shape and path, each null where it is no IRI, and severity.
import { readFileSync } from "node:fs";
import { Parser, Store } from "n3";
import validator from "rdf-validate-shacl";

const { default: Validator = validator } = validator;
const read = (path) => new Store(new Parser().parse(readFileSync(path, "utf8")));
const iri = (term) => (term && term.termType === "NamedNode" ? term.value : null);
const [shapes, ...files] = process.argv.slice(2);
const engine = new Validator(read(shapes), {});
for (const file of files) {
  const report = await engine.validate(read(file));
  const results = report.results.map((one) => [
    iri(one.focusNode),
    iri(one.sourceShape),
    iri(one.path),
    one.severity.value,
  ]);
  console.log(JSON.stringify(results));
}
