import { expect, it } from "vitest";
import { parseQuery } from "@/lib/contacts/search/parse-query";
import { listIdWords } from "../ids";

const callId = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f@acme.voicebot.example";

it.each([
  callId,
  `Kore's call ID: ${callId}`,
  `call_id=${callId}`,
  `Call-ID: ${callId}`,
  `Kore call ${callId}`,
])("%s is read as a call's", (text) => {
  expect(parseQuery(text, listIdWords())).toEqual({
    ...{ kind: "id", idKind: "kore-call", id: callId, mayAlsoBe: [] },
  });
});

it("a call's ID without a host is Kore's where that is said, and may be a contact's own otherwise", () => {
  const id = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
  expect(parseQuery(`Kore call ID ${id}`, listIdWords())).toMatchObject({ idKind: "kore-call", id });
  expect(parseQuery(`call id ${id}`, listIdWords())).toMatchObject({ idKind: "contact-id", id });
});
