#!/bin/sh
# Asks with curl alone: sh curl.sh [ADDRESS OF /graphql]
set -eu
endpoint=${1:-http://127.0.0.1:8000/graphql}
accept='Accept: application/graphql-response+json'

# By POST: a query and its variables, as JSON.
curl --silent --show-error "$endpoint" -H 'Content-Type: application/json' -H "$accept" --data-binary @- <<'JSON'
{
  "query": "query Page($filter: PrincipleFilter, $first: Int!, $after: String) { principles(filter: $filter, orderBy: TITLE, first: $first, after: $after) { nodes { title } pageInfo { hasNextPage endCursor } totalCount } }",
  "variables": {"first": 3, "filter": {"kinds": ["PRINCIPLE"], "cites": {"contains": "martinfowler.com"}}}
}
JSON
echo

# By GET: the same names as parameters, and curl keeps the tag for the next time. An answer that has not changed is 304.
tag=$(mktemp)
trap 'rm -f "$tag"' EXIT
for _ in first again; do
    curl --silent --show-error --get "$endpoint" -H "$accept" \
        --data-urlencode 'query=query Page($first: Int!) { principles(first: $first) { nodes { title } } }' \
        --data-urlencode 'variables={"first": 3}' \
        --etag-save "$tag" --etag-compare "$tag" --output /dev/null --write-out '%{http_code}\n'
done

# What can't be answered says why, and its code stays the same. As this media type it has status 400.
curl --silent --show-error "$endpoint" -H 'Content-Type: application/json' -H "$accept" \
    --data-binary '{"query": "{ principles { nodes { titel } } }"}' --write-out '\n%{http_code}\n'
