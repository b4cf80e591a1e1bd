import fc from "fast-check";
import { expect, test } from "vitest";
import { accessLogFormat } from "@/lib/blueprints/shared/access-log-format";
import { contactId, recordedContext } from "@/lib/contacts/trail/testing/recorded-account";
import { asContactId } from "@/lib/kernel/ids";
import { succeed } from "@/lib/kernel/result";
import { parseAccessLogLine } from "./access-log-line";
import { describeApiRequest } from "./describe-request";
import { fetchPosts } from "./fetch-posts";
import { findOnlyCall } from "./only-call";

/** A line as API Gateway fills in our format: a dash for what it does not know. */
function written(values: Record<string, string | number>) {
  const message = accessLogFormat.replace(/\$context\.([\w.]+)/g, (_, name: string) =>
    String(values[name] ?? "-"),
  );
  const line = parseAccessLogLine({ at: 7, message });
  if (!line) throw new Error("the line was not read");
  return line;
}
const request = { requestId: "r-1", requestTimeEpoch: 1_795_168_800_000, httpMethod: "POST" };

test("a line of our own format is read whole, and dashes are nothing", () => {
  const line = written({ ...request, status: 200, responseLatency: 41, "integration.status": 200 });
  expect(line).toMatchObject({ requestId: "r-1", at: 1_795_168_800_000, status: 200, latencyMs: 41 });
  expect(line.reachedFunction).toBe(true);
  expect(line.authorizerRequestId).toBeUndefined();
});

test("whatever stands in the log is read or left out", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (message) => {
      const line = parseAccessLogLine({ at: 0, message });
      if (line) expect(Number.isFinite(line.status) && Number.isFinite(line.at)).toBe(true);
    }),
  );
});

test("each refusal says why, at the hop where it was, and how surely it is this call's", () => {
  const told = (values: Record<string, string | number>, certainty: "tied" | "only-call" | "likely") => {
    const { hop, severity, title } = describeApiRequest(
      asContactId("c"),
      written({ ...request, ...values }),
      certainty,
    );
    return `${hop} ${severity}: ${title}`;
  };
  expect(told({ status: 401 }, "only-call")).toBe("api attention: The API refused this call's post (401)");
  expect(told({ status: 403 }, "likely")).toBe(
    "api attention: The API refused a post, possibly for another call (403)",
  );
  expect(told({ status: 500 }, "only-call")).toBe("api bad: The API couldn't process this call's post (500)");
  expect(told({ status: 502, "integration.latency": 12 }, "tied")).toBe(
    "store bad: The API couldn't process this call's post (502)",
  );
  const { detail } = describeApiRequest(asContactId("c"), written({ ...request, status: 403 }), "likely");
  expect(detail).toContain("matched only by API and time");
});

test("a post without the authorizer's request is joined by the time of storing, if only one post fits", async () => {
  const storedAt = 1_795_168_800_500;
  const stored = { contactId: { S: contactId }, storedAt: { S: new Date(storedAt).toISOString() } };
  const postsAmong = async (starts: number[]) => {
    const events = starts.map((requestTimeEpoch, index) => {
      const { raw } = written({
        ...request,
        requestId: `r-${index}`,
        requestTimeEpoch,
        status: 200,
        responseLatency: 900,
      });
      return {
        timestamp: requestTimeEpoch,
        eventId: String(index),
        message: JSON.stringify({ ...raw, apiId: "api" }),
      };
    });
    const { context } = recordedContext({
      BatchGetItem: () => ({ Responses: { callMetadata: [stored] } }),
      FilterLogEvents: ({ logGroupName }) => ({ events: logGroupName === "log" ? events : [] }),
    });
    const api = { id: "api", name: "metadataApi", logGroup: "log" };
    return (await fetchPosts(context, subject, api, new AbortController().signal)).map(
      ({ line, certainty }) => `${line.requestId} ${certainty}`,
    );
  };
  expect(await postsAmong([storedAt - 400, storedAt - 20_000])).toEqual(["r-0 by-time"]);
  expect(await postsAmong([storedAt - 400, storedAt - 300])).toEqual([]);
});

const at = (minutes: number) => Date.UTC(2026, 10, 20, 10, minutes);
const subject = {
  contactId,
  contact: succeed({ InitialContactId: contactId }),
  window: { fromMs: at(0), toMs: at(30) },
};
const isOnly = async (contacts: object[], rest: object = {}) => {
  const { context } = recordedContext({ SearchContacts: () => ({ Contacts: contacts, ...rest }) });
  const isOnlyCall = await findOnlyCall(context, subject, [at(10)], new AbortController().signal);
  return isOnlyCall(at(10));
};
const other = (from: number, to?: number) => ({
  Id: "other",
  InitiationTimestamp: new Date(at(from)),
  ...(to === undefined ? {} : { DisconnectTimestamp: new Date(at(to)) }),
});

test("a moment is this call's alone when no other call went on then; its own transfers are no other call", async () => {
  const transfer = { ...other(5), Id: "transfer", InitialContactId: contactId };
  expect(await isOnly([{ ...other(0), Id: contactId }, transfer, other(1, 9), other(11)])).toBe(true);
  expect(await isOnly([other(9)])).toBe(false);
  expect(await isOnly([other(2, 10)])).toBe(false);
});

test("nothing is certain when there are more calls than were read, or the search is refused", async () => {
  expect(await isOnly([], { NextToken: "more" })).toBe(false);
  const { context } = recordedContext({});
  const isOnlyCall = await findOnlyCall(context, subject, [at(10)], new AbortController().signal);
  expect(isOnlyCall(at(10))).toBe(false);
});
