/**
 * What API Gateway writes for each request, as one line of JSON: ids, statuses and times. No header and no query: the
 * token and the contact's data are in them. `authorizerRequestId` is what our authorizer hands on, and what ties a post
 * that was let in to the function's own lines.
 */
const fields = {
  requestId: "$context.requestId",
  apiId: "$context.apiId",
  stage: "$context.stage",
  requestTimeEpoch: "$context.requestTimeEpoch",
  httpMethod: "$context.httpMethod",
  resourcePath: "$context.resourcePath",
  status: "$context.status",
  errorType: "$context.error.responseType",
  responseLatency: "$context.responseLatency",
  integrationStatus: "$context.integration.status",
  integrationLatency: "$context.integration.latency",
  authorizerRequestId: "$context.authorizer.authorizerRequestId",
  sourceIp: "$context.identity.sourceIp",
};

/** Every value is quoted: API Gateway writes a dash for what it does not know, and that would be no JSON. */
export const accessLogFormat = JSON.stringify(fields);
