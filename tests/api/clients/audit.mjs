// Audits a server for GraphQL over HTTP and prints what each audit found, as JSON: node audit.mjs ADDRESS
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2] });
console.log(JSON.stringify(results.map(({ id, name, status, reason }) => ({ id, name, status, reason }))));
