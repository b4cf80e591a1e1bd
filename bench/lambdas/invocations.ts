export interface Invocation {
  event: unknown;
  /** Members of a correct answer; a pattern where it differs each time. */
  expected: Record<string, unknown>;
  /** The function's settings, given the other side's address. */
  environment(otherSideUrl: string): Record<string, string>;
}

export const contactId = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
export const transcriberPath = "/integrations/amzn/voice/";
export const transferredTo = "+18885550123";
const callTransferId = "9d7d1c5e-1d3b-5a53-8a0e-3d8d4f3f0a11";
const authToken = "bench-only-token-of-no-other-use-0123456789";

const streamArn =
  "arn:aws:kinesisvideo:us-east-1:111122223333:stream/acme-connect-acme-contact-1/1704067200000";

const connectEvent = (Parameters: Record<string, string>) => ({
  Name: "ContactFlowEvent",
  Details: {
    ContactData: {
      Attributes: {},
      Channel: "VOICE",
      ContactId: contactId,
      CustomerEndpoint: { Address: "+12065550199", Type: "TELEPHONE_NUMBER" },
      InitiationMethod: "INBOUND",
      MediaStreams: { Customer: { Audio: { StartFragmentNumber: "9134385", StreamARN: streamArn } } },
      SystemEndpoint: { Address: "+12065550100", Type: "TELEPHONE_NUMBER" },
    },
    Parameters,
  },
});

const withAws = (url: string) => ({
  AWS_ENDPOINT_URL: url,
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "example",
});
const withTable = (url: string) => ({ ...withAws(url), TABLE_NAME: "koreCcSessions" });
const withAsapp = (url: string) => ({
  ASAPP_API_HOST: url,
  ASAPP_ALLOWED_HOSTS: url,
  ASAPP_API_ID: "bench",
  ASAPP_API_SECRET: "bench",
});
const koreApp = { KORE_CLIENT_ID: "bench", KORE_CLIENT_SECRET: "bench" };
const withTranscriber = (url: string) => ({
  ...withAws(url),
  ...koreApp,
  READER_ROLE_ARN: "arn:aws:iam::111122223333:role/patchbay/acme-kvs-reader-role",
  TRANSCRIBER_URL: `${url}${transcriberPath}`,
  KORE_ALLOWED_HOSTS: url,
});

/** A typical call of each function, and its expected answer. A new function is one entry here. */
export const invocations: Record<string, Invocation> = {
  AuthenticateBeforeStoringInDynamoDB: {
    event: {
      type: "TOKEN",
      authorizationToken: authToken,
      methodArn: "arn:aws:execute-api:us-east-1:111122223333:api/prod/POST/kore-metadata",
    },
    expected: { principalId: "kore" },
    environment: () => ({ AUTH_TOKEN: authToken }),
  },
  koreStoreSessionMetadata: {
    event: {
      queryStringParameters: { contactId },
      body: JSON.stringify({ "kore-instanceSessionId": "st-1", summary: "The caller asked for an invoice." }),
      isBase64Encoded: false,
    },
    expected: { statusCode: 200 },
    environment: withTable,
  },
  koreRetrieveSessionMetadata: {
    event: connectEvent({ contactId }),
    expected: { statusCode: "200" },
    environment: withTable,
  },
  "call-transfer": {
    event: connectEvent({ taskName: "Billing", customerId: "42" }),
    expected: { result: "ok", transferNumber: transferredTo },
    environment: withAsapp,
  },
  "get-call-context": {
    event: connectEvent({ transferId: callTransferId }),
    expected: { result: "ok", status: "COMPLETED" },
    environment: withAsapp,
  },
  KVSTrigger: {
    event: connectEvent({
      botId: "st-1",
      agentassistUrl: "https://platform.kore.ai/koreagentassist-sdk-v3/UI/agentassist-iframe.html",
      wssUrl: "wss://savg-webserver.kore.ai",
      sipUri: "sip:4711@savg-us-prod-sbc-in-nlb.example.com",
      accountId: "66a1",
      languageCode: "en-US",
      koreConversationId: contactId,
    }),
    expected: { lambdaResult: "Success", transcriberStatus: "200" },
    environment: withTranscriber,
  },
  KoreTokenGenerator: {
    event: connectEvent({ botId: "st-1" }),
    expected: { koreiframetoken: /^eyJ/ },
    environment: () => ({ ...koreApp, TOKEN_SECONDS: "14400" }),
  },
  getWidgetCredentials: {
    event: { version: "2.0", requestContext: { http: { method: "GET" } } },
    expected: { statusCode: 200 },
    environment: () => ({
      ...koreApp,
      AGENTASSIST_URL: "https://platform.kore.ai/koreagentassist-sdk-v3/UI/agentassist-iframe.html",
      BOT_ID: "st-1",
      LANGUAGE_CODE: "en",
      CONNECT_URL: "https://acme.my.connect.aws/connect/ccp-v2/",
    }),
  },
};
