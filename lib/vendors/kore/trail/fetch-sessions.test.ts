import { expect, test } from "vitest";
import { contactId, healthyCall, recordedContext } from "@/lib/contacts/trail/testing/recorded-account";
import { succeed } from "@/lib/kernel/result";
import { fetchSessions } from "./fetch-sessions";

test("a table whose keys DynamoDB left unread isn't taken for one without a session", async () => {
  const { context } = recordedContext({
    ...healthyCall(),
    BatchGetItem: ({ RequestItems }) => ({ Responses: {}, UnprocessedKeys: RequestItems }),
  });
  const subject = { contactId, contact: succeed({}), window: { fromMs: 0, toMs: 1 } };
  const reading = fetchSessions(context, subject, new AbortController().signal);
  await expect(reading).rejects.toMatchObject({ problem: { code: "throttled" } });
});
