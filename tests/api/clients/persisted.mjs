// Asks with Apollo Client by hash and prints what it sent and got, as JSON:
// node persisted.mjs ADDRESS [MANIFEST]; without a manifest the hashes are made as it runs, twice by GET.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { generatePersistedQueryIdsFromManifest } from "@apollo/persisted-query-lists";

const [address, manifest] = process.argv.slice(2);
const sent = [];

async function noting(url, options) {
  const response = await fetch(url, options);
  const body = options.method === "GET" ? Object.fromEntries(new URL(url).searchParams) : JSON.parse(options.body);
  sent.push({ method: options.method, query: "query" in body, status: response.status });
  return response;
}

const hashes = manifest
  ? generatePersistedQueryIdsFromManifest({ loadManifest: async () => JSON.parse(await readFile(manifest)) })
  : { sha256: (text) => createHash("sha256").update(text).digest("hex"), useGETForHashedQueries: true };
const link = ApolloLink.from([new PersistedQueryLink(hashes), new HttpLink({ uri: address, fetch: noting })]);
const client = new ApolloClient({ cache: new InMemoryCache(), link });

const query = gql`
  query Titles($first: Int!) {
    principles(first: $first) {
      nodes {
        id
        title
      }
    }
  }
`;
const titles = [];
for (let time = 0; time < 2; time++) {
  const { data } = await client.query({ query, variables: { first: 2 }, fetchPolicy: "network-only" });
  titles.push(data.principles.nodes.length);
}
console.log(JSON.stringify({ sent, titles }));
