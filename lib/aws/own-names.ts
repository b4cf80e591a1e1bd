/** The functions of a metadata API, by the part they play: folders of lambdas/, named as in the first guide. */
export const metadataFunctionNames = {
  store: "koreStoreSessionMetadata",
  authorizer: "AuthenticateBeforeStoringInDynamoDB",
  retrieve: "koreRetrieveSessionMetadata",
} as const;

/** The attribute of the table's items that holds the posted body, as the store function writes it. */
export const metadataBody = "kore_session_data";

/** The functions of an agent's assistant, folders of lambdas/ as well: stream a call, sign the widget's token, hand it out. */
const assistantFunctionNames = {
  trigger: "KVSTrigger",
  token: "KoreTokenGenerator",
  credentials: "getWidgetCredentials",
} as const;

/**
 * The ends of the names that the blueprints give to what stands in the account; before them stands an integration's
 * prefix. The onboarding role may make, read and tag only what is called so; a test holds the blueprints to it.
 */
export const ownFunctionNames: readonly string[] = [
  metadataFunctionNames.authorizer,
  "call-transfer",
  "get-call-context",
  metadataFunctionNames.retrieve,
  metadataFunctionNames.store,
  ...Object.values(assistantFunctionNames),
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

/** The end of the name of a role that reads calls' audio; only a trigger function may take it. */
export const readerRoleName = "kvs-reader-role";

/** The roles of those functions, and those that they take. */
export const ownRoleNames: readonly string[] = [
  ...ownFunctionNames.map((name) => `*${name}-role`),
  `*${readerRoleName}`,
];

/** One for all APIs of an account and region, whichever tenant's integration made it. */
export const sharedRoles = "patchbay-api-logs-";
