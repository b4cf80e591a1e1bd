import type { AwsClients } from "@/lib/aws/clients";
import { asContactId } from "@/lib/kernel/ids";
import { sampleVendors } from "@/lib/trail/testing/sample-vendors";
import type { TrailContext } from "@/lib/trail/trail-source";

export const contactId = asContactId("3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f");
export const storeFunction = "storeMetadata";
export const retrieveFunction = "retrieveMetadata";
export const authorizerFunction = "AuthenticateBeforeStoringInDynamoDB";
const storeRequest = "11111111-1111-4111-8111-111111111111";
const retrieveRequest = "22222222-2222-4222-8222-222222222222";
const authorizerRequest = "44444444-4444-4444-8444-444444444444";
const flowArn = "arn:aws:connect:us-east-1:111122223333:instance/i/contact-flow/f";
const functionArn = `arn:aws:lambda:us-east-1:111122223333:function:${retrieveFunction}:live`;

/** Answers by operation; throw an error to fail it. */
export type Answers = Record<string, (input: Record<string, unknown>, signal?: AbortSignal) => unknown>;

export function awsError(name: string, message = name): Error {
  return Object.assign(new Error(message), { name, $metadata: {} });
}

/** A context whose clients answer from `answers`, and the operations that were asked. */
export function recordedContext(answers: Answers): { context: TrailContext; asked: string[] } {
  const asked: string[] = [];
  const client = {
    async send(
      command: { input: Record<string, unknown>; constructor: { name: string } },
      options?: { abortSignal?: AbortSignal },
    ) {
      const operation = command.constructor.name.replace(/Command$/, "");
      asked.push(operation);
      const answer = answers[operation];
      if (!answer)
        throw awsError("AccessDeniedException", `User is not authorized to perform: test:${operation}`);
      return answer(command.input, options?.abortSignal);
    },
  };
  const clients = { connect: client, dynamodb: client, logs: client } as unknown as AwsClients;
  return {
    asked,
    context: {
      clients,
      region: "us-east-1",
      accountId: "111122223333",
      instanceId: "i",
      instanceAlias: "patchbay-sandbox",
      functions: [storeFunction, retrieveFunction, authorizerFunction],
      tables: ["callMetadata"],
      connectors: [],
      vendors: sampleVendors,
    },
  };
}

const at = (seconds: number) => new Date(Date.UTC(2024, 2, 4, 10, 0, 0) + seconds * 1000);

export function flowLine(
  seconds: number,
  identifier: string,
  type: string,
  rest: Record<string, unknown> = {},
): string {
  return JSON.stringify({
    ContactId: contactId,
    ContactFlowId: flowArn,
    ContactFlowName: "CallVoiceAgent",
    ContactFlowModuleType: type,
    Identifier: identifier,
    Timestamp: at(seconds).toISOString(),
    ...rest,
  });
}

const connector = {
  VoiceConnectorArn: "arn:aws:chime:us-east-1:111122223333:vc/abc",
  ToUser: "+12065551118",
};
/** Out of order and with one line twice, as CloudWatch may deliver them. */
export const healthyFlowLog = [
  flowLine(0.2, "logging", "SetLoggingBehavior", { Parameters: { LoggingBehavior: "Enable" } }),
  flowLine(0.3, "welcome", "PlayPrompt", { Parameters: { Text: "Welcome." } }),
  flowLine(0.4, "transfer-to-voice", "TransferParticipantToThirdParty", { Parameters: connector }),
  flowLine(20, "transfer-to-voice", "TransferParticipantToThirdParty", { Results: "true" }),
  flowLine(20.5, "metadata-found", "CheckAttribute", {
    Parameters: { Value: "200", SecondValue: "200" },
    Results: "true",
  }),
  flowLine(20.5, "retrieve-metadata", "InvokeExternalResource", {
    Parameters: { FunctionArn: functionArn, TimeLimit: "8000" },
    ExternalResults: { statusCode: "200", body: '{"score":0.50}' },
  }),
  flowLine(20.6, "keep-metadata", "SetAttributes", { Parameters: { Key: "customData", Value: "…" } }),
  flowLine(20.6, "keep-metadata", "SetAttributes", { Parameters: { Key: "metadataStatus", Value: "found" } }),
  flowLine(20.7, "queue", "Transfer", {
    Parameters: { Queue: "arn:aws:connect:q/queue/basic" },
    Results: "true",
  }),
  flowLine(0.3, "welcome", "PlayPrompt", { Parameters: { Text: "Welcome." } }),
].map((line, index, all) => (index === 4 ? (all[5] ?? line) : index === 5 ? (all[4] ?? line) : line));

const own = (requestId: string, message: string, rest: Record<string, unknown> = {}) =>
  JSON.stringify({ level: "info", message, contactId, requestId, ...rest });
const lambdaLines = (requestId: string, seconds: number, lines: string[], milliseconds: number) => [
  { at: seconds, message: `START RequestId: ${requestId} Version: 3\n` },
  ...lines.map((message) => ({ at: seconds + 0.01, message })),
  { at: seconds + 0.1, message: `END RequestId: ${requestId}\n` },
  {
    at: seconds + 0.1,
    message: `REPORT RequestId: ${requestId}\tDuration: ${milliseconds}.25 ms\tBilled Duration: ${milliseconds + 1} ms\tMemory Size: 256 MB\tMax Memory Used: 71 MB\tInit Duration: 140.10 ms\t\n`,
  },
];
const allowed = JSON.stringify({
  level: "info",
  message: "Post allowed",
  requestId: authorizerRequest,
  decision: "allow",
});
const healthyLambdaLogs: Record<string, { at: number; message: string }[]> = {
  [storeFunction]: lambdaLines(
    storeRequest,
    18,
    [
      own(storeRequest, "Metadata received", { authorizerRequestId: authorizerRequest }),
      own(storeRequest, "Metadata stored", { statusCode: 200, revision: 1 }),
    ],
    31,
  ),
  [authorizerFunction]: lambdaLines(authorizerRequest, 17.8, [allowed], 2),
  [retrieveFunction]: lambdaLines(
    retrieveRequest,
    20.1,
    [
      own(retrieveRequest, "Metadata asked for"),
      own(retrieveRequest, "Metadata returned", { statusCode: 200 }),
    ],
    24,
  ),
};

/** FilterLogEvents over lines, with the few patterns that sources use; `perPage` forces paging. */
export function answerLogs(
  groups: Record<string, { at: number; message: string }[]>,
  perPage = 3,
): Answers[string] {
  return (input) => {
    const lines = groups[String(input.logGroupName)];
    if (!lines) throw awsError("ResourceNotFoundException", "The specified log group does not exist.");
    const pattern = String(input.filterPattern);
    const json = /^\{ \$\.(\w+) = "(.*)" \}$/.exec(pattern);
    const fits = lines
      .map(({ at: seconds, message }, index) => ({ timestamp: at(seconds).getTime(), message, index }))
      .filter(({ timestamp }) => timestamp >= Number(input.startTime) && timestamp <= Number(input.endTime))
      .filter(({ message }) =>
        json ? message.includes(`"${json[1]}":"${json[2]}"`) : message.includes(pattern.replaceAll('"', "")),
      );
    const from = Number(input.nextToken ?? 0);
    return {
      events: fits
        .slice(from, from + perPage)
        .map(({ timestamp, message, index }) => ({ timestamp, message, eventId: String(index) })),
      nextToken: from + perPage < fits.length ? String(from + perPage) : undefined,
    };
  };
}

export const healthyLogs = (flowLog = healthyFlowLog): Record<string, { at: number; message: string }[]> => ({
  "/aws/connect/patchbay-sandbox": flowLog.map((message) => ({ at: 0, message })),
  [`/aws/lambda/${storeFunction}`]: healthyLambdaLogs[storeFunction] ?? [],
  [`/aws/lambda/${retrieveFunction}`]: healthyLambdaLogs[retrieveFunction] ?? [],
  [`/aws/lambda/${authorizerFunction}`]: healthyLambdaLogs[authorizerFunction] ?? [],
});

/** A call that went as it should: to the voice agent, metadata posted and fetched, queue, agent, end. */
export function healthyCall(): Answers {
  return {
    DescribeContact: () => ({
      Contact: {
        Id: contactId,
        InitiationMethod: "INBOUND",
        Channel: "VOICE",
        CustomerEndpoint: { Type: "TELEPHONE_NUMBER", Address: "+12065550199" },
        SystemEndpoint: { Type: "TELEPHONE_NUMBER", Address: "+12065550100" },
        InitiationTimestamp: at(0),
        QueueInfo: { Id: "q", EnqueueTimestamp: at(20.71) },
        AgentInfo: { Id: "a", ConnectedToAgentTimestamp: at(25) },
        DisconnectTimestamp: at(60),
        DisconnectReason: "CUSTOMER_DISCONNECT",
      },
    }),
    GetContactAttributes: () => ({ Attributes: { metadataStatus: "found", customData: '{"score":0.50}' } }),
    ListAssociatedContacts: () => ({ ContactSummaryList: [{ ContactId: contactId }] }),
    BatchGetItem: () => ({
      Responses: {
        callMetadata: [
          {
            contactId: { S: contactId },
            posted_data: { S: '{"score":0.50}' },
            storedAt: { S: at(18.02).toISOString() },
            revision: { N: "1" },
            expiresAt: { N: String(Math.floor(Date.now() / 1000) + 3600) },
          },
        ],
      },
    }),
    FilterLogEvents: answerLogs(healthyLogs()),
  };
}
