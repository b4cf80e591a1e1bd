import { expect, it } from "vitest";
import { contactId } from "@/lib/contacts/trail/testing/recorded-account";
import { describeAgentAi } from "./describe-attributes";

const first = "11111111-2222-4333-8444-555555555555";
const status = { agentAiStatus: "Success" };
const keysOf = (attributes: Record<string, string>) =>
  describeAgentAi(attributes, contactId).map(({ key }) => key);

it("says of a transferred contact that whether Agent AI hears its agent isn't known, whatever was copied", () => {
  const [row] = describeAgentAi({ ...status, koreConversationId: first }, contactId);
  expect(row).toMatchObject({ key: "agent-ai.transferred", kind: "sentence", madeOf: [] });
  expect(row?.value).toMatch(/^Not known\./);
});

it("says nothing of the conversation's first contact, or where Agent AI had no part", () => {
  expect(keysOf({ ...status, koreConversationId: contactId.toUpperCase() })).toEqual([]);
  expect(keysOf({ koreConversationId: first })).toEqual([]);
  expect(keysOf(status)).toEqual([]);
});
