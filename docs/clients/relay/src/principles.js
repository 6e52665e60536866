// The queries of this page. relay-compiler makes an artifact of each in __generated__; with babel-plugin-relay the
// `graphql` tags stand for these, and without it they are imported.
import relay from "relay-runtime";

const { graphql } = relay;

export const page = () => graphql`
  query principlesPageQuery($filter: PrincipleFilter, $first: Int!) {
    ...principlesList @arguments(filter: $filter, first: $first)
  }
`;

export const list = () => graphql`
  fragment principlesList on Query
  @refetchable(queryName: "principlesMoreQuery")
  @argumentDefinitions(
    filter: { type: "PrincipleFilter" }
    first: { type: "Int", defaultValue: 5 }
    after: { type: "String" }
  ) {
    principles(filter: $filter, orderBy: TITLE, first: $first, after: $after)
    @connection(key: "principlesList_principles") {
      edges {
        node {
          id
          title
        }
      }
      totalCount
    }
  }
`;
