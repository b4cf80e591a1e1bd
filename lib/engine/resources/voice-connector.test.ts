import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeClients } from "@/lib/aws/make-clients";
import { noConnections } from "@/lib/engine/no-connections";
import { owner } from "../testing/life-of-resource";
import { voiceConnector } from "./voice-connector";

/** Service Quotas as far as the preflight asks it. */
describe("the plan of a voice connector", () => {
  let server: Server;
  let answer: { status: number; body: object } = { status: 200, body: {} };

  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(answer.body));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterAll(() => server.close());

  async function preflight() {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" };
    const context = {
      aws: makeClients({ region: "eu-west-2", endpoint, credentials }),
      accountId: "111122223333",
      region: "eu-west-2",
      instanceId: "",
      instanceArn: "",
      connections: noConnections,
      owner,
      record: undefined,
      signal: AbortSignal.timeout(10_000),
    };
    const props = {
      name: "connector",
      requireEncryption: false,
      routes: [],
      sipLogs: true,
      mediaLogs: true,
      sbcTypes: [],
      contactCenterSystemTypes: [],
    };
    return voiceConnector.preflight?.(context, props);
  }

  it("says where to ask when external voice transfer isn't enabled in the account", async () => {
    answer = { status: 200, body: { Quota: { Value: 0 } } };
    expect(await preflight()).toMatchObject({
      code: "voice-transfer-not-enabled",
      wayOut: expect.stringContaining("https://eu-west-2.console.aws.amazon.com/servicequotas/"),
    });
  });

  it("says nothing when it is enabled, or when the quota may not be read", async () => {
    answer = { status: 200, body: { Quota: { Value: 2 } } };
    expect(await preflight()).toBeUndefined();
    answer = { status: 400, body: { __type: "AccessDeniedException", message: "not authorized" } };
    expect(await preflight()).toBeUndefined();
  });
});
