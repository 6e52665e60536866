// Asks with fetch and generated types: npx graphql-codegen && npx tsc && node build/app.js [ADDRESS OF /graphql]
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import type { PageQuery, PrincipleFilter } from "./gql/graphql.js";
import { graphql } from "./gql/index.js";

declare const process: { argv: string[] };
const endpoint = process.argv[2] ?? "http://127.0.0.1:8000/graphql";

const filter: PrincipleFilter = { kinds: ["PRINCIPLE"], cites: { contains: "martinfowler.com" } };

const Page = graphql(`
  query Page($filter: PrincipleFilter, $first: Int!, $after: String) {
    principles(filter: $filter, orderBy: TITLE, first: $first, after: $after) {
      nodes { title status }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

type GraphQLError = { message: string; path?: (string | number)[]; extensions: { code: string } };

class Refused extends Error {
  constructor(readonly errors: GraphQLError[]) {
    super(errors.map(({ message }) => message).join(" "));
  }
}

async function ask<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data, errors } = (await answer.json()) as { data?: Data | null; errors?: GraphQLError[] };
  if (errors || !data) throw new Refused(errors ?? []);
  return data;
}

let after: string | null = null;
do {
  const { principles }: PageQuery = await ask(Page, { filter, first: 5, after });
  for (const { title } of principles.nodes) console.log(title);
  if (!principles.pageInfo.hasNextPage) console.log(`${principles.totalCount} in all`);
  after = principles.pageInfo.hasNextPage ? (principles.pageInfo.endCursor ?? null) : null;
} while (after !== null);

try {
  await ask(Page, { first: 1_000_000 });
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  for (const { extensions, path } of error.errors) console.log(extensions.code, "at", path?.join("."));
}
