// What the server tells when the catalogue has changed, and from which version on to listen.
import relay from "relay-runtime";

const { graphql } = relay;

export const version = () => graphql`
  query liveVersionQuery {
    catalogue {
      version
    }
  }
`;

export const changes = () => graphql`
  subscription liveChangesSubscription($since: String) {
    catalogueChanged(since: $since) {
      version
      added
      changed
      removed
    }
  }
`;
