// Waits for a change with Apollo Client and graphql-ws: node apollo-live.mjs [ADDRESS OF /graphql]
// (npm install @apollo/client graphql rxjs graphql-ws ws)
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import { createClient } from "graphql-ws";
import WebSocket from "ws"; // browsers and Node 22 have their own

const endpoint = process.argv[2] ?? "http://127.0.0.1:8000/graphql";
const socket = createClient({ url: endpoint.replace("http", "ws"), webSocketImpl: WebSocket });
const client = new ApolloClient({
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    new HttpLink({ uri: endpoint }),
  ),
  cache: new InMemoryCache({ typePolicies: { Catalogue: { keyFields: [] } } }),
});

const { data } = await client.query({ query: gql`{ catalogue { version } }` });
console.log(data.catalogue.version);

const CHANGES = gql`
  subscription Changes($since: String) {
    catalogueChanged(since: $since) { version added changed removed }
  }
`;
const changes = client.subscribe({ query: CHANGES, variables: { since: data.catalogue.version } });
const listening = changes.subscribe(({ data, error }) => {
  if (error) throw error;
  const { added, changed, removed } = data.catalogueChanged;
  console.log(`${added.length} added, ${changed.length} changed, ${removed.length} removed`);
  // Whoever shows these nodes asks for them anew.
  for (const id of [...changed, ...removed]) client.cache.evict({ id: client.cache.identify({ __typename: "Principle", id }) });
  listening.unsubscribe();
  socket.dispose();
  client.stop();
});
