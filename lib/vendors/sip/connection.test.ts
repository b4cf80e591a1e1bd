import { expect, test } from "vitest";
import { describeHealth } from "./connection";
import { sipSettings } from "./connection-settings";

const usual = { host: "sip.example.com", user: "+12065551119" };

test("a new connection uses TCP on 5060", () => {
  expect(sipSettings.parse(usual)).toMatchObject({ port: 5060, transport: "TCP" });
  expect(sipSettings.parse({ ...usual, port: "5061", transport: "TLS" })).toMatchObject({ port: 5061 });
});

test.each([
  { host: "sip:agent@example.com" },
  { host: "sip.example.com:5060" },
  { host: "" },
  { user: "two words" },
  { user: "agent@example.com" },
  { port: "70000" },
  { port: "sip" },
  { transport: "SCTP" },
  { addressRanges: ["198.51.100.1"] },
  { healthUrl: "http://agent.example.com/health" },
])("%j is refused with a sentence", (wrong) => {
  const parsed = sipSettings.safeParse({ ...usual, ...wrong });
  expect(parsed.success).toBe(false);
  expect(parsed.error?.issues[0]?.message).toMatch(/^[A-Z].*\.$/);
});

test("what a health check says of the voice agent is proven, failed, or unknown", () => {
  expect(describeHealth(204)).toMatchObject({ state: "proven" });
  expect(describeHealth(503)).toMatchObject({ state: "failed" });
  expect(describeHealth(302)).toMatchObject({ state: "failed" });
  expect(describeHealth(429)).toMatchObject({ state: "unproven" });
});
