// Waits for a change with Relay and graphql-ws: relay-compiler, then node live.mjs [ADDRESS OF /graphql]
// (npm install relay-runtime relay-compiler graphql-ws ws)
import { createClient } from "graphql-ws";
import relay from "relay-runtime";
import WebSocket from "ws"; // browsers and Node 22 have their own
import changesSubscription from "./src/__generated__/liveChangesSubscription.graphql.js";
import versionQuery from "./src/__generated__/liveVersionQuery.graphql.js";

const { Environment, fetchQuery, Network, Observable, RecordSource, requestSubscription, Store } = relay;
const endpoint = process.argv[2] ?? "http://127.0.0.1:8000/graphql";
const socket = createClient({ url: endpoint.replace("http", "ws"), webSocketImpl: WebSocket });

// Queries go over the socket too: the protocol has both.
const ask = ({ text, name }, variables) =>
  Observable.create((sink) => socket.subscribe({ query: text, operationName: name, variables }, sink));
const environment = new Environment({ network: Network.create(ask, ask), store: new Store(new RecordSource()) });

const { catalogue } = await fetchQuery(environment, versionQuery, {}).toPromise();
console.log(catalogue.version);
const listening = requestSubscription(environment, {
  subscription: changesSubscription,
  variables: { since: catalogue.version },
  onNext({ catalogueChanged: { added, changed, removed } }) {
    console.log(`${added.length} added, ${changed.length} changed, ${removed.length} removed`);
    listening.dispose();
    socket.dispose();
  },
  onError(error) {
    throw error;
  },
});
