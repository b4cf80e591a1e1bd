/**
 * The ends of the names that the blueprints give to what stands in the account; before them stands an integration's
 * prefix. The onboarding role may make, read and tag only what is called so; a test holds the blueprints to it.
 */
export const ownFunctionNames: readonly string[] = [
  "AuthenticateBeforeStoringInDynamoDB",
  "call-transfer",
  "get-call-context",
  "koreRetrieveSessionMetadata",
  "koreStoreSessionMetadata",
];

/** The usual name of the table; an account that uses another says so in the stack's parameter TableName. */
export const ownTableName = "koreCcSessions";

/** Log groups of our functions and APIs, and those that a voice connector writes. */
export const ownLogGroupNames: readonly string[] = [
  ...ownFunctionNames.map((name) => `/aws/lambda/*${name}`),
  "/aws/apigateway/*",
];
export const connectorLogGroups = "/aws/ChimeVoiceConnector";
export const flowLogGroups = "/aws/connect/";

/** The roles of those functions. */
export const ownRoleNames: readonly string[] = ownFunctionNames.map((name) => `*${name}-role`);

/** One for all APIs of an account and region, whichever tenant's integration made it. */
export const sharedRoles = "patchbay-api-logs-";
