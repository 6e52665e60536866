// Composes subgraphs and asks the supergraph: node supergraph.mjs SDL ADDRESS QUERY...
// SDL is a file with the definition of the subgraph at ADDRESS. Beside it stands a small subgraph of reviews, which
// extends Principle, Alternative and Source. Prints what the composition says of both, and the answers, as JSON.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { composeServices } from "@apollo/composition";
import { ApolloGateway, IntrospectAndCompose } from "@apollo/gateway";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { graphql, parse } from "graphql";

const REVIEWS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  type Query { reviews(first: Int): ReviewConnection! }
  type Review { text: String! of: Principle! instead: Alternative read: Source }
  type ReviewConnection { nodes: [Review!]! pageInfo: PageInfo! }
  type PageInfo @shareable {
    hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String
  }
  type Principle @key(fields: "slug") { slug: String! reviews: [Review!]! }
  type Alternative @key(fields: "slug") { slug: String! regrets: Int! }
  type Source @key(fields: "url") { url: String stars: Int }
`;
const reviews = [
  { text: "Held up well.", of: { slug: "loose-coupling" }, read: { url: process.argv[4] } },
  { text: "Who knows.", of: { slug: "nowhere" } },
];
const resolvers = {
  Query: { reviews: () => ({ nodes: reviews.slice(0, 1), pageInfo: { hasNextPage: true, hasPreviousPage: false } }) },
  Principle: { reviews: ({ slug }) => reviews.filter((one) => one.of.slug === slug) },
  Alternative: { regrets: ({ slug }) => slug.length },
  Source: { stars: ({ url }) => (url ? 5 : null) },
};

async function served(schema) {
  const server = createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const { query, variables } = JSON.parse(Buffer.concat(pieces));
    const answer = await graphql({ schema, source: query, variableValues: variables });
    response.setHeader("Content-Type", "application/json").end(JSON.stringify(answer));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}

const [file, address, , ...queries] = process.argv.slice(2);
const sdl = await readFile(file, "utf8");
const composed = composeServices([
  { name: "principles", typeDefs: parse(sdl) },
  { name: "reviews", typeDefs: parse(REVIEWS) },
]);
const told = {
  errors: (composed.errors ?? []).map(String),
  hints: (composed.hints ?? []).map(String),
  answers: [],
};
const server = await served(buildSubgraphSchema({ typeDefs: parse(REVIEWS), resolvers }));
const logger = { debug() {}, info() {}, warn: console.error, error: console.error };
const gateway = new ApolloGateway({
  logger,
  supergraphSdl: new IntrospectAndCompose({
    subgraphs: [
      { name: "principles", url: address },
      { name: "reviews", url: `http://127.0.0.1:${server.address().port}/` },
    ],
  }),
});
try {
  const { schema, executor } = await gateway.load();
  for (const [index, query] of queries.entries()) {
    const document = parse(query);
    const request = { query, variables: {} };
    const asked = { document, request, queryHash: String(index), context: {}, schema, logger, metrics: {} };
    told.answers.push(await executor(asked));
  }
} finally {
  await gateway.stop();
  server.close();
}
console.log(JSON.stringify(told));
