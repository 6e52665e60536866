// Asks with Relay: relay-compiler, then node app.mjs [ADDRESS OF /graphql] (npm install relay-runtime relay-compiler)
import relay from "relay-runtime";
import list from "./src/__generated__/principlesList.graphql.js";
import moreQuery from "./src/__generated__/principlesMoreQuery.graphql.js";
import pageQuery from "./src/__generated__/principlesPageQuery.graphql.js";

const { createOperationDescriptor, Environment, fetchQuery, getSingularSelector, Network, RecordSource, Store } = relay;
const endpoint = process.argv[2] ?? "http://127.0.0.1:8000/graphql";

class Refused extends Error {
  constructor(errors) {
    super(errors.map(({ message }) => message).join(" "));
    this.codes = errors.map(({ extensions }) => extensions.code);
  }
}

async function ask({ text, name }, variables) {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: text, operationName: name, variables }),
  });
  const { data, errors } = await answer.json();
  // Relay takes an answer whole: one with errors is thrown, as a component's error boundary expects it.
  if (errors) throw new Refused(errors);
  return { data };
}

const filter = { kinds: ["PRINCIPLE"], cites: { contains: "martinfowler.com" } };
const environment = new Environment({ network: Network.create(ask), store: new Store(new RecordSource()) });

// What a component with usePaginationFragment does: the page, then more until there are none.
const operation = createOperationDescriptor(pageQuery, { filter, first: 5 });
environment.retain(operation);
const { principlesList, ...root } = await fetchQuery(environment, pageQuery, { filter, first: 5 }).toPromise();
const selector = getSingularSelector(list, { ...root, principlesList });
const shown = () => environment.lookup(selector).data.principles;
while (shown().pageInfo.hasNextPage) {
  await fetchQuery(environment, moreQuery, { filter, first: 5, after: shown().pageInfo.endCursor }).toPromise();
}
for (const { node } of shown().edges) console.log(node.title);
console.log(`${shown().totalCount} in all`);

try {
  await fetchQuery(environment, pageQuery, { first: 1_000_000 }).toPromise();
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.log(error.codes.join(" "));
}
