"""The faces of the knowledge graph: GraphQL, pages and the command line."""
