import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateRestApiCommand, GetAccountCommand } from "@aws-sdk/client-api-gateway";
import { CreateApiCommand } from "@aws-sdk/client-apigatewayv2";
import { CreateVoiceConnectorCommand, ListVoiceConnectorsCommand } from "@aws-sdk/client-chime-sdk-voice";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AnswerLostError, mayHaveTakenEffect } from "@/lib/aws/lost-answer";
import { makeClients } from "@/lib/aws/make-clients";
import { type CallFault, type FaultProxy, startFaultProxy } from "@/lib/testing/fault-proxy";

let account: ReturnType<typeof createServer>;
let proxy: FaultProxy;

beforeAll(async () => {
  account = createServer((request, answer) => {
    request.resume().on("end", () => answer.writeHead(200, { "content-type": "application/json" }).end("{}"));
  });
  await new Promise<void>((resolve) => account.listen(0, "127.0.0.1", resolve));
  proxy = await startFaultProxy(() => `http://127.0.0.1:${(account.address() as AddressInfo).port}`);
});
afterAll(async () => {
  await proxy.stop();
  await new Promise((resolve) => account.close(resolve));
});
beforeEach(() => proxy.reset());

function clients() {
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" };
  return makeClients({ region: "us-east-1", credentials, endpoint: proxy.url });
}

/** Lets the first call go wrong. */
function failFirst(fault: CallFault) {
  proxy.decide = ({ number }) => (number === proxy.calls[0]?.number ? fault : undefined);
}

const createConnector = () =>
  clients().chimeVoice.send(new CreateVoiceConnectorCommand({ Name: "c", RequireEncryption: true }));
const createApi = () => clients().apiGateway.send(new CreateRestApiCommand({ name: "api" }));

const createHttpApi = () =>
  clients().httpApi.send(new CreateApiCommand({ Name: "api", ProtocolType: "HTTP" }));

describe.each([
  ["a voice connector", createConnector],
  ["a REST API", createApi],
  ["an HTTP API", createHttpApi],
])("creating %s", (_, create) => {
  it.each(["reset-after", "error-after", "reset-before", "error-before"] as const)(
    "isn't repeated by the SDK after %s",
    async (kind) => {
      failFirst({ kind });
      await expect(create()).rejects.toBeInstanceOf(AnswerLostError);
      expect(proxy.calls).toHaveLength(1);
    },
  );

  it("is repeated after a throttle, which had no effect", async () => {
    failFirst({ kind: "throttle" });
    await create();
    expect(proxy.calls).toHaveLength(2);
  });

  it("reports a denial as AWS reported it", async () => {
    failFirst({ kind: "deny" });
    await expect(create()).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
});

it.each([
  ["listing connectors", () => clients().chimeVoice.send(new ListVoiceConnectorsCommand({}))],
  ["reading the account", () => clients().apiGateway.send(new GetAccountCommand({}))],
] as const)("still repeats %s after a lost answer", async (_, read) => {
  failFirst({ kind: "reset-after" });
  await read();
  expect(proxy.calls).toHaveLength(2);
});

it.each([
  ["a connection that was refused", { code: "ECONNREFUSED" }, false],
  ["an address that was not found", { code: "ENOTFOUND" }, false],
  ["a connection that was reset", { code: "ECONNRESET" }, true],
  ["a time-out", { name: "TimeoutError" }, true],
  ["a fault of AWS's own", { $metadata: { httpStatusCode: 503 } }, true],
  ["an answer that was cut", { $metadata: { httpStatusCode: 200 } }, true],
  ["a call that our own code stopped", {}, false],
  ["a refusal", { $metadata: { httpStatusCode: 409 } }, false],
  ["a throttle", { name: "ThrottledClientException", $metadata: { httpStatusCode: 429 } }, false],
] as const)("knows of %s whether it may have taken effect", (_, fields, expected) => {
  expect(mayHaveTakenEffect(Object.assign(new Error("failed"), fields))).toBe(expected);
});
