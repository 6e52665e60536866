// All rules of graphql-schema-linter but these.
const UNSORTED = [
  // The order of fields and values tells something: what matters most comes first, a status follows another.
  "enum-values-sorted-alphabetically",
  "input-object-fields-sorted-alphabetically",
  "interface-fields-sorted-alphabetically",
  "type-fields-sorted-alphabetically",
];

const fs = require("fs");
const path = require("path");

const every = fs
  .readdirSync(path.join(path.dirname(require.resolve("graphql-schema-linter/package.json")), "lib/rules"))
  .map((name) => path.basename(name, ".js").replaceAll("_", "-"));

module.exports = { rules: every.filter((rule) => !UNSORTED.includes(rule)) };
