// GraphiQL on this server's own endpoint; the page gives the query to begin with.
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import "graphiql/graphiql.css";
import { createRoot } from "react-dom/client";

const place = document.getElementById("ide");
const given = new URLSearchParams(window.location.search);
const fetcher = createGraphiQLFetcher({ url: new URL("/graphql", window.location.href).href });

createRoot(place).render(
  <GraphiQL
    fetcher={fetcher}
    query={given.get("query") ?? undefined}
    variables={given.get("variables") ?? undefined}
    defaultQuery={place.dataset.query}
  >
    <GraphiQL.Logo>
      <a href="/">{place.dataset.title}</a>
    </GraphiQL.Logo>
  </GraphiQL>,
);
