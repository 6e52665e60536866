"""The graph as a network: the networkx view, and what nearness and ways over it tell."""

from kg.network.view import to_networkx

__all__ = ["to_networkx"]
