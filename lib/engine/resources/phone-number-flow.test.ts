import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeClients } from "@/lib/aws/make-clients";
import { owner } from "../testing/life-of-resource";
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
    owner,
    record: undefined,
    signal: AbortSignal.timeout(10_000),
  };
  const seen = await phoneNumberFlow.observe(context, { phoneNumber, flowId: "flow" });
  expect(seen?.outputs.phoneNumberId).toBe(`id-of-${phoneNumber}`);
  expect(asked.at(-1)).toMatch(/^\+?[0-9]{1,11}$/);
});
