// GraphiQL on this server's own endpoint; the page gives the query to begin with.
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import "graphiql/graphiql.css";
import { createClient } from "graphql-ws";
import { createRoot } from "react-dom/client";

const place = document.getElementById("ide");
const given = new URLSearchParams(window.location.search);
const url = new URL("../graphql", import.meta.url).href;
const wsClient = createClient({ url: url.replace(/^http/, "ws") });
const fetcher = createGraphiQLFetcher({ url, wsClient });

createRoot(place).render(
  <GraphiQL
    fetcher={fetcher}
    query={given.get("query") ?? undefined}
    variables={given.get("variables") ?? undefined}
    operationName={given.get("operationName") ?? undefined}
    defaultQuery={place.dataset.query}
  >
    {/* The page's own header stands in for the logo, which links to another host. */}
    <GraphiQL.Logo> </GraphiQL.Logo>
  </GraphiQL>,
);
