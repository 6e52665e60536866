// What changes from one schema to another: pairs of schemas as JSON come in, the changes of each go out.
import { readFileSync } from "node:fs";
import { diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";

const pairs = JSON.parse(readFileSync(0, "utf8"));
const changes = await Promise.all(pairs.map(([before, after]) => diff(buildSchema(before), buildSchema(after))));
console.log(
  JSON.stringify(changes.map((of) => of.map(({ criticality, message }) => ({ level: criticality.level, message })))),
);
