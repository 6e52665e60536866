// Waits for a change with urql and graphql-ws: node urql-live.mjs [ADDRESS OF /graphql]
// (npm install @urql/core graphql graphql-ws ws)
import { Client, fetchExchange, gql, subscriptionExchange } from "@urql/core";
import { createClient } from "graphql-ws";
import WebSocket from "ws"; // browsers and Node 22 have their own

const endpoint = process.argv[2] ?? "http://127.0.0.1:8000/graphql";
const socket = createClient({ url: endpoint.replace("http", "ws"), webSocketImpl: WebSocket });
const client = new Client({
  url: endpoint,
  preferGetMethod: false,
  exchanges: [
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query, variables }) => ({
        subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
      }),
    }),
  ],
});

const { data } = await client.query(gql`{ catalogue { version } }`, {});
console.log(data.catalogue.version);

const CHANGES = gql`
  subscription Changes($since: String) {
    catalogueChanged(since: $since) { version added changed removed }
  }
`;
const listening = client.subscription(CHANGES, { since: data.catalogue.version }).subscribe(({ data, error }) => {
  if (error) throw error;
  const { added, changed, removed } = data.catalogueChanged;
  console.log(`${added.length} added, ${changed.length} changed, ${removed.length} removed`);
  listening.unsubscribe();
  socket.dispose();
});
