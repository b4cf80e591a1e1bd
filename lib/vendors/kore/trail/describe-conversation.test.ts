import { expect, test } from "vitest";
import { contactId, healthyCall } from "@/lib/contacts/trail/testing/recorded-account";
import { sipLines, trailOf, withLogs } from "@/lib/contacts/trail/testing/recorded-trail";
import { asContactId } from "@/lib/kernel/ids";
import { isByeOfVoiceAgent } from "@/lib/trail/systems/sip/sip-events";
import { kore } from "../vendor";
import { conversationEvents } from "./describe-conversation";
import { parseKoreConversation } from "./kore-conversation";

test("a message of Kore's of an unknown type is put into nobody's mouth", () => {
  const conversation = parseKoreConversation({
    conversationInfo: { sessionId: "s" },
    conversationHistory: ["incoming", "OUTGOING", "system"].map((type, index) => ({
      type,
      createdOn: `2026-11-20T10:00:0${index}.000Z`,
      components: [{ data: { text: "Hello" } }],
    })),
  });
  if (!conversation) throw new Error("the conversation was not read");
  expect(conversationEvents(asContactId("c"), conversation).map(({ title }) => title)).toEqual([
    "The caller: “Hello”",
    "The voice agent: “Hello”",
    "Caller or voice agent: “Hello”",
  ]);
});

test.each([
  ["TransferToAgent", "handed-off"],
  ["hangup", "served"],
])("Kore's reason %s for its BYE is known: %s", async (reason, end) => {
  const bye = [
    "BYE sip:x@y SIP/2.0",
    "From: <sip:y>;tag=them",
    "CSeq: 2 BYE",
    `Kore-Reason: ${reason}`,
    "",
    "",
  ];
  const answers = withLogs(healthyCall(), {
    "/aws/ChimeVoiceConnectorSipMessages/vc1": [
      ...sipLines(["200 OK\r\nkore-session_id: st-42"]),
      { at: 19, message: JSON.stringify({ call_id: "one", sip_message: bye.join("\r\n") }) },
    ],
  });
  const connectors = [{ id: "vc1", name: "kore" }];
  const { events } = await trailOf(answers, { connectors, vendors: [kore] });
  expect(events.find(isByeOfVoiceAgent)).toMatchObject({
    contactId,
    severity: "good",
    facts: { reason, end },
  });
  expect(events.find(({ code }) => code === "sip-messages.invite")?.detail).toBe("Kore session st-42");
});
