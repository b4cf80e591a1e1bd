import { expect, it } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import { fail, succeed } from "@/lib/kernel/result";
import type { CenterRow } from "@/lib/vendors/contact-center";
import { fetchCenterArrivals } from "./fetch-center-arrivals";

const since = new Date("2024-03-04T10:00:00Z");
const connection = { open: async () => succeed({ settings: {}, secrets: {} }) };

function row(id: string, more: Partial<CenterRow> = {}): CenterRow {
  return {
    ...{ contactId: asContactId(id), beganAt: "2024-03-04T10:00:10Z", endedAt: undefined },
    ...{ channel: "VOICE", method: "INBOUND", queue: undefined, agent: undefined },
    callerNumber: "+12065550142",
    ...more,
  };
}

function look(rows: CenterRow[], known: string[] = []) {
  const center = { list: async () => succeed({ contacts: rows, next: undefined }) };
  return fetchCenterArrivals(center, connection, { since, known: new Set(known) });
}

it("tells of calls that came in, the oldest first, and can't tell whose number was called", async () => {
  expect(await look([row("second"), row("first")])).toEqual(
    succeed({
      arrivals: ["first", "second"].map((contactId) => ({
        ...{ contactId, beganAt: "2024-03-04T10:00:10Z", caller: "+12065550142", isOurs: "unknown" },
      })),
      judged: ["first", "second"],
    }),
  );
});

it("leaves out what was judged before, isn't a call, or went out", async () => {
  const rows = [row("known"), row("chat", { channel: "CHAT" }), row("dialed", { method: "OUTBOUND" })];
  expect(await look(rows, ["known"])).toEqual(succeed({ arrivals: [], judged: ["dialed", "chat"] }));
});

it("looks again at a call that doesn't say when it began", async () => {
  expect(await look([row("new", { beganAt: undefined })])).toEqual(succeed({ arrivals: [], judged: [] }));
});

it("hands on why the contact center couldn't be asked", async () => {
  const problem = { code: "toy-broken", sentence: "The toy is broken.", wayOut: "Mend it." };
  const center = { list: async () => fail(problem) };
  expect(await fetchCenterArrivals(center, connection, { since, known: new Set() })).toEqual(fail(problem));
});
