// graphql-codegen makes types of the schema and of the queries in src: npx graphql-codegen
import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  // The server itself, or the file that `principles schema` writes.
  schema: process.env.ENDPOINT ?? "http://127.0.0.1:8000/graphql",
  documents: "src/**/*.ts",
  // Node takes modules by their whole names.
  importExtension: ".js",
  emitLegacyCommonJSImports: false,
  generates: {
    "src/gql/": {
      preset: "client",
      presetConfig: { persistedDocuments: true },
      config: {
        scalars: { Date: "string", DateTime: "string" },
        strictScalars: true,
        enumsAsTypes: true,
        useTypeImports: true,
      },
    },
  },
};

export default config;
