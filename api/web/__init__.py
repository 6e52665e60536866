"""The HTTP face: GraphQL, the graph in Turtle, and pages for people."""
