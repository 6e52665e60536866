// The recommended rules for schemas, and those of Relay; each exception with its reason.
import graphql from "@graphql-eslint/eslint-plugin";

const VALUES = [
  // Parts of one answer or one document, which nobody asks for by themselves: they have a place, and no identity.
  "Catalogue", // there is one
  "CatalogueChange", // told once
  "Citation",
  "Conflict",
  "Fact",
  "Finding",
  "Location",
  "PageInfo",
  "Path",
  "PathStep",
  "Rejection",
  "Related",
  "Relation",
  "RichText",
  "SearchHit", // made anew for each search
  "Section",
  "SuggestedTheme", // made anew for each version
];

export default [
  {
    files: ["**/*.graphql"],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: "./*.graphql" } } },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      ...graphql.configs["flat/schema-recommended"].rules,
      ...graphql.configs["flat/schema-relay"].rules,
      "@graphql-eslint/strict-id-in-types": [
        "error",
        // Pages are no things either.
        { exceptions: { types: VALUES, suffixes: ["Connection", "Edge"] } },
      ],
      // The hits of a search are followed forwards alone: nobody begins with the worst.
      "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
      "@graphql-eslint/relay-edge-types": [
        "error",
        {
          withEdgeSuffix: true,
          // Rejections, citations, conflicts and findings are followed in pages and have no id, as above.
          shouldImplementNode: false,
          // Lists that a document bounds, such as keywords and sections, come whole; connections have `nodes`.
          listTypeCanWrapOnlyEdgeType: false,
        },
      ],
    },
  },
];
