import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeClients } from "@/lib/aws/make-clients";
import { noConnections } from "@/lib/engine/no-connections";
import { owner } from "../testing/life-of-resource";
import { dynamodbTable } from "./dynamodb-table";
import { phoneNumberFlow } from "./phone-number-flow";

/** Numbers of the test's account; each country's drama numbers, as long as real ones. */
const claimed = ["+442079460123", "+4915551234567", "+550000000000000", "+12065550100", "+442079460124"];
const asked: string[] = [];
let server: Server;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(chunk);
    const isList = request.url?.startsWith("/phone-number/list") ?? false;
    if (isList) asked.push(JSON.parse(Buffer.concat(body).toString("utf8")).PhoneNumberPrefix);
    const prefix = asked.at(-1) ?? "";
    const answer = isList
      ? {
          ListPhoneNumbersSummaryList: claimed
            .filter((number) => number.startsWith(prefix))
            .map((PhoneNumber) => ({ PhoneNumber, PhoneNumberId: `id-of-${PhoneNumber}` })),
        }
      : request.url?.startsWith("/phone-number/")
        ? { ClaimedPhoneNumberSummary: { Tags: {} } }
        : { FlowAssociationSummaryList: [] };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => server.close());

it.each(claimed)("finds %s, with a prefix that Connect takes", async (phoneNumber) => {
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" };
  const context = {
    aws: makeClients({ region: "eu-west-2", endpoint, credentials }),
    accountId: "111122223333",
    region: "eu-west-2",
    instanceId: "instance",
    instanceArn: "",
    connections: noConnections,
    owner,
    record: undefined,
    signal: AbortSignal.timeout(10_000),
  };
  const seen = await phoneNumberFlow.observe(context, { phoneNumber, flowId: "flow" });
  expect(seen?.outputs.phoneNumberId).toBe(`id-of-${phoneNumber}`);
  expect(asked.at(-1)).toMatch(/^\+?[0-9]{1,11}$/);
});

describe("a removal's plan", () => {
  const props = { phoneNumber: "+12065550100", flowId: "ours" };
  const have = (flowId: string) => ({
    state: { phoneNumber: "+12065550100", flowId },
    outputs: {},
    ownership: { kind: "ours" as const },
  });

  it("says that the number stays, and which flow it goes back to", () => {
    expect(phoneNumberFlow.removalNote?.(props, have("ours"), { flowId: "earlier" })).toBe(
      "the number stays; its calls go back to the flow earlier",
    );
    expect(phoneNumberFlow.removalNote?.(props, have("ours"), { flowId: "" })).toContain("without a flow");
    expect(phoneNumberFlow.removalNote?.(props, have("theirs"), { flowId: "earlier" })).toContain(
      "not changed",
    );
  });

  it("says about how many records a table loses, and that it isn't known where it isn't", () => {
    const table = { state: {} as never, outputs: {}, ownership: { kind: "ours" as const } };
    expect(dynamodbTable.lossNote?.({ ...table, storedRecords: 240 })).toContain(
      "About 240 stored records are lost.",
    );
    expect(dynamodbTable.lossNote?.({ ...table, storedRecords: 1 })).toContain(
      "About 1 stored record is lost.",
    );
    expect(dynamodbTable.lossNote?.({ ...table, storedRecords: 0 })).toContain("counts none at the moment");
    expect(dynamodbTable.lossNote?.(table)).toContain("isn't known");
  });
});
