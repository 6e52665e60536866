"""SPARQL over a graph, in processes that can be stopped (SPARQL 1.1 Query Language)."""
