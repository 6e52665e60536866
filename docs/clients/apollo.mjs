// Asks with Apollo Client: node apollo.mjs [ADDRESS OF /graphql] (npm install @apollo/client graphql rxjs)
import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
import { filter as where, firstValueFrom } from "rxjs";

const endpoint = process.argv[2] ?? "http://127.0.0.1:8000/graphql";

const client = new ApolloClient({
  link: new HttpLink({ uri: endpoint }),
  cache: new InMemoryCache({
    // What stands behind the interfaces, so that fragments on them match.
    possibleTypes: {
      Resource: ["Principle", "Alternative", "Source", "Theme"],
      Node: ["Principle", "Alternative", "Source", "Theme", "Document"],
    },
    typePolicies: {
      // Pages of one list are joined; lists with another filter or order are other lists.
      Query: { fields: { principles: relayStylePagination(["filter", "orderBy"]) } },
      // There is one catalogue, so it needs no id.
      Catalogue: { keyFields: [] },
    },
  }),
});

const filter = { kinds: ["PRINCIPLE"], cites: { contains: "martinfowler.com" } };
const PAGE = gql`
  query Page($filter: PrincipleFilter, $first: Int!, $after: String) {
    principles(filter: $filter, orderBy: TITLE, first: $first, after: $after) {
      edges { node { id title } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`;

// A list that grows page by page, as a component with “show more” has it.
const list = client.watchQuery({ query: PAGE, variables: { filter, first: 5 } });
const shown = list.subscribe();
let { data } = await firstValueFrom(list.pipe(where(({ dataState }) => dataState === "complete")));
while (data.principles.pageInfo.hasNextPage) {
  ({ data } = await list.fetchMore({ variables: { after: data.principles.pageInfo.endCursor } }));
}
shown.unsubscribe();

// The cache holds all pages as one list.
const { principles } = client.readQuery({ query: PAGE, variables: { filter, first: 5 } });
for (const { node } of principles.edges) console.log(node.title);
console.log(`${principles.totalCount} in all`);

try {
  // The cache could answer this one, so it is passed by.
  await client.query({ query: PAGE, variables: { first: 1_000_000 }, fetchPolicy: "network-only" });
} catch (error) {
  if (!CombinedGraphQLErrors.is(error)) throw error;
  for (const { extensions, path } of error.errors) console.log(extensions.code, "at", path);
}
client.stop();
