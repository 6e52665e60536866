// Listens for changes with a client from npm and prints what it hears, a line of JSON each:
// node live.mjs graphql-ws|graphql-sse HOST SINCE
import { createClient as overSse } from "graphql-sse";
import { createClient as overWs } from "graphql-ws";
import WebSocket from "ws";

const [kind, host, since] = process.argv.slice(2);
const client =
  kind === "graphql-ws"
    ? overWs({ url: `ws://${host}/graphql`, webSocketImpl: WebSocket, retryAttempts: 5 })
    : overSse({ url: `http://${host}/graphql`, retryAttempts: 5 });

function listen(name, query, variables) {
  const say = (what) => console.log(JSON.stringify({ name, ...what }));
  return client.subscribe(
    { query, variables },
    {
      next: (answer) => say(answer),
      error: (error) => say({ failed: Array.isArray(error) ? error : String(error) }),
      complete: () => say({ complete: true }),
    },
  );
}

listen("query", "{ principles { totalCount } }");
listen("wrong", "subscription { nothing }");
listen("unknown", "subscription { catalogueChanged(since: \"neverwas\") { version } }");
listen(
  "changes",
  "subscription Changes($since: String) { catalogueChanged(since: $since) { version added changed removed } }",
  { since },
);
