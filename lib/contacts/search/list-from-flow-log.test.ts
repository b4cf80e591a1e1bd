import type { DescribeContactCommand } from "@aws-sdk/client-connect";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AwsAccess } from "@/lib/aws/connect-account";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import { noFilter } from "./contact-filter";
import { fetchFlowLogContacts } from "./fetch-flow-log-contacts";
import { listFromFlowLog } from "./list-from-flow-log";

const hourMs = 3_600_000;
const to = new Date("2026-06-01T00:00:00Z");
const arn = "arn:aws:connect:us-east-1:111122223333:instance/i/contact-flow/f";

interface Line {
  id: string;
  at: number;
}

/** A flow log that gives so many lines a page, in the order of time, and counts how often it is asked. */
function logOf(lines: Line[], perPage: number) {
  const asked = { pages: 0 };
  const logs = {
    async send({ input }: { input: { startTime: number; endTime: number; nextToken?: string } }) {
      asked.pages++;
      const found = lines
        .filter(({ at }) => at >= input.startTime && at <= input.endTime)
        .sort((one, other) => one.at - other.at);
      const from = Number(input.nextToken ?? 0);
      return {
        events: found
          .slice(from, from + perPage)
          .map(({ id, at }) => ({ timestamp: at, message: JSON.stringify({ ContactId: id }) })),
        nextToken: from + perPage < found.length ? String(from + perPage) : undefined,
      };
    },
  };
  const connect = {
    async send({ input }: DescribeContactCommand) {
      return { Contact: { Id: input.ContactId } };
    },
  };
  const access = { clients: { logs, connect }, instanceAlias: "acme" } as unknown as AwsAccess;
  return { access, asked };
}

async function listAll(access: AwsAccess, from: Date, filter = noFilter) {
  const found: string[] = [];
  const gaps: string[] = [];
  let token: string | undefined;
  for (let part = 0; part < 200; part++) {
    const chunk = await listFromFlowLog({
      tenantId: asTenantId("t"),
      filter: { ...filter, integration: "one" },
      from,
      to,
      account: {
        connectionId: "c",
        name: "account",
        tables: [],
        vendorConnections: {},
        integrations: [{ id: asIntegrationId("one"), name: "One", flowArns: [arn] }],
      },
      access,
      signal: new AbortController().signal,
      ...(token ? { token } : {}),
    });
    if (!chunk.ok) throw new Error(chunk.problem.code);
    if (chunk.value.gap) gaps.push(chunk.value.gap);
    found.push(...chunk.value.contacts.map(({ contactId }) => contactId));
    token = chunk.value.next;
    if (!token) return Object.assign(found, { gaps });
  }
  throw new Error("The list never ends.");
}

test("every contact of a flow is listed once, whatever its lines, pages and windows", async () => {
  const contact = fc.record({
    hoursAgo: fc.double({ min: 0.01, max: 70, noNaN: true }),
    lines: fc.array(fc.integer({ min: 0, max: hourMs / 2 }), { maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(contact, { maxLength: 60 }),
      fc.integer({ min: 5, max: 40 }),
      async (all, perPage) => {
        const lines = all.flatMap(({ hoursAgo, lines }, index) => {
          const began = Math.floor(to.getTime() - hoursAgo * hourMs);
          return [0, ...lines].map((after) => ({
            id: `c${index}`,
            at: Math.min(began + after, to.getTime() - 1),
          }));
        });
        const { access } = logOf(lines, perPage);
        const found = await listAll(access, new Date(to.getTime() - 72 * hourMs));
        expect(found.length).toBe(all.length);
        expect(new Set(found).size).toBe(all.length);
      },
    ),
    { numRuns: 60 },
  );
});

test("a log that is too large for one part is read in smaller pieces, never without a bound", async () => {
  const lines = Array.from({ length: 2_000 }, (_, index) => ({
    id: `c${index % 40}`,
    at: to.getTime() - 1 - index * 100,
  }));
  const { access, asked } = logOf(lines, 10);
  const found = await listAll(access, new Date(to.getTime() - hourMs / 2));
  expect(new Set(found).size).toBe(40);
  expect(asked.pages).toBeLessThan(1_500);
});

test("reading stops when its pages or its time are used up, and says that it is not whole", async () => {
  const lines = Array.from({ length: 100 }, (_, index) => ({
    id: `c${index}`,
    at: to.getTime() - 1000 + index,
  }));
  const { access, asked } = logOf(lines, 10);
  const window = { fromMs: to.getTime() - hourMs, toMs: to.getTime(), pattern: "x" };
  const few = await fetchFlowLogContacts(access, window, {
    pagesLeft: 3,
    signal: new AbortController().signal,
  });
  expect(few).toMatchObject({ complete: false });
  expect(few.contacts.size).toBe(30);
  expect(asked.pages).toBe(3);
  const late = await fetchFlowLogContacts(access, window, { pagesLeft: 3, signal: AbortSignal.abort() });
  expect(late).toEqual({ contacts: new Map(), complete: false });
});

test("a contact whose record cannot be read is not left out in silence where a filter needs the record", async () => {
  const { access } = logOf([{ id: "c1", at: to.getTime() - 1_000 }], 10);
  access.clients.connect.send = async () => {
    throw Object.assign(new Error("Rate exceeded"), { name: "TooManyRequestsException" });
  };
  const from = new Date(to.getTime() - hourMs);
  const filtered = await listAll(access, from, { ...noFilter, channels: ["VOICE"] });
  expect([...filtered]).toEqual([]);
  expect(filtered.gaps).toEqual([expect.stringContaining("One contact couldn't be read")]);
  const all = await listAll(access, from);
  expect([...all]).toEqual(["c1"]);
  expect(all.gaps).toEqual([]);
});
