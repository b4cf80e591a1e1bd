export interface Invocation {
  event: unknown;
  /** Members of a right answer. */
  expected: Record<string, unknown>;
  /** The function's settings, given where the other side answers. */
  environment(otherSideUrl: string): Record<string, string>;
}

export const contactId = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
export const transferredTo = "+18885550123";
const callTransferId = "9d7d1c5e-1d3b-5a53-8a0e-3d8d4f3f0a11";
const authToken = "bench-only-token-of-no-other-use-0123456789";

const connectEvent = (Parameters: Record<string, string>) => ({
  Name: "ContactFlowEvent",
  Details: {
    ContactData: {
      Attributes: {},
      Channel: "VOICE",
      ContactId: contactId,
      CustomerEndpoint: { Address: "+12065550199", Type: "TELEPHONE_NUMBER" },
      InitiationMethod: "INBOUND",
      SystemEndpoint: { Address: "+12065550100", Type: "TELEPHONE_NUMBER" },
    },
    Parameters,
  },
});

const withTable = (url: string) => ({
  AWS_ENDPOINT_URL: url,
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "example",
  TABLE_NAME: "koreCcSessions",
});
const withAsapp = (url: string) => ({
  ASAPP_API_HOST: url,
  ASAPP_ALLOWED_HOSTS: url,
  ASAPP_API_ID: "bench",
  ASAPP_API_SECRET: "bench",
});

/** A usual call of each function, and what it must come to. A new function is one entry here. */
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
};
