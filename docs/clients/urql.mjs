// Asks with urql: node urql.mjs [ADDRESS OF /graphql] (npm install @urql/core @urql/exchange-graphcache graphql)
import { Client, fetchExchange, gql } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";

const endpoint = process.argv[2] ?? "http://127.0.0.1:8000/graphql";
const embedded = () => null;

const client = new Client({
  url: endpoint,
  preferGetMethod: false,
  exchanges: [
    cacheExchange({
      // Pages of one list are joined as they come.
      resolvers: { Query: { principles: relayPagination() } },
      // What has no id is kept within what holds it.
      keys: { Catalogue: embedded, Location: embedded, RichText: embedded },
    }),
    fetchExchange,
  ],
});

const filter = { kinds: ["PRINCIPLE"], cites: { contains: "martinfowler.com" } };
const PAGE = gql`
  query Page($filter: PrincipleFilter, $first: Int!, $after: String) {
    principles(filter: $filter, orderBy: TITLE, first: $first, after: $after) {
      edges { node { id title location { path line } } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`;

let principles;
do {
  const answer = await client.query(PAGE, { filter, first: 5, after: principles?.pageInfo.endCursor });
  if (answer.error) throw answer.error;
  principles = answer.data.principles;
} while (principles.pageInfo.hasNextPage);
// The last answer holds all pages.
for (const { node } of principles.edges) console.log(node.title);
console.log(`${principles.totalCount} in all`);

const { error } = await client.query(PAGE, { first: 1_000_000 });
for (const { extensions, path } of error.graphQLErrors) console.log(extensions.code, "at", path);
