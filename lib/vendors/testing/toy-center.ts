import { z } from "zod";
import { asContactId } from "@/lib/kernel/ids";
import { fail, ProblemError, succeed } from "@/lib/kernel/result";
import { eventKind } from "@/lib/trail/event-kind";
import {
  defineSource,
  type OpenSource,
  type VendorConnection,
  type VendorReaders,
} from "@/lib/trail/trail-source";
import type { ContactCenter } from "../contact-center";
import type { Vendor } from "../vendor";
import { toy } from "./toy-vendor";

/** What the toy's contact center has of a call; a test says it in the connection's settings. */
const toyCall = z.object({
  id: z.string(),
  begin: z.iso.datetime(),
  end: z.iso.datetime().optional(),
  from: z.string().optional(),
  flow: z.string().optional(),
  /** The record can't be read. */
  broken: z.boolean().optional(),
});
const settings = z.object({
  calls: z.array(toyCall).default([]),
  moods: z.record(z.string(), z.string()).default({}),
});
type ToyCall = z.infer<typeof toyCall>;

async function callsOf({ open }: VendorConnection): Promise<ToyCall[]> {
  const connection = await open();
  if (!connection.ok) throw new ProblemError(connection.problem);
  return settings.parse(connection.value.settings).calls;
}

const began = eventKind<{ flow?: string }>("toy-record.began");
const broken = { code: "toy-broken", sentence: "The toy is broken.", wayOut: "Mend it." };
const unknown = { code: "contact-unknown", sentence: "The toy has no such game.", wayOut: "Check the ID." };

function recordOf({ id, begin, end, from, flow, broken: isBroken }: ToyCall): OpenSource {
  return {
    source: "toy-record",
    title: "Toy record",
    isRecord: true,
    deadlineMs: 2_000,
    read: async () => {
      if (isBroken) throw new ProblemError(broken);
      return {
        events: [
          {
            ...{ id: `toy-record:${id}`, at: begin, source: "toy-record", hop: "number", severity: "info" },
            ...began.of(flow === undefined ? {} : { flow }),
            ...{ title: "The game began", contactId: asContactId(id), raw: { from, begin, end } },
          },
        ],
        panel: { title: "Toy", rows: [{ key: "from", label: "Caller", value: from ?? "", kind: "phone" }] },
      };
    },
  };
}

const toyCenter: ContactCenter = {
  title: "Toy Center",
  contact: "game",
  label: /^toy[\s_-]*(?:center[\s_-]*)?game(?:[\s_-]*id)?\b\s*[:=]?\s*/i,
  shape: /^toy-[\w-]{4,18}$/,
  flowTypes: ["toy-flow"],
  async open(connection, contactId) {
    const call = (await callsOf(connection)).find(({ id }) => id === contactId);
    if (!call) return fail(unknown);
    return succeed({
      described: !call.broken,
      ...(!call.broken && { beganAtMs: Date.parse(call.begin) }),
      ...(!call.broken && call.end !== undefined && { endedAtMs: Date.parse(call.end) }),
      sources: [recordOf(call)],
      fetchVariables: async () => [{ name: "flow", value: call.flow ?? "" }],
    });
  },
  async list(connection, { from, to, token, limit, callerNumber }) {
    const all = (await callsOf(connection))
      .filter(({ begin }) => begin >= from.toISOString() && begin < to.toISOString())
      .filter((call) => callerNumber === undefined || call.from === callerNumber)
      .sort((one, other) => other.begin.localeCompare(one.begin));
    const start = Number(token ?? 0);
    const next = start + limit;
    return succeed({
      contacts: all.slice(start, next).map(({ id, begin, end, from: callerNumber }) => ({
        ...{ contactId: asContactId(id), beganAt: begin, endedAt: end, channel: "VOICE", method: "INBOUND" },
        ...{ queue: "Sandpit", agent: undefined, callerNumber },
      })),
      next: next < all.length ? String(next) : undefined,
    });
  },
};

/** Reads by a link's id alone, at the same connection. */
const moodReaders: VendorReaders<{ moodOf(session: string): Promise<string | undefined> }> = {
  vendor: "toy",
  open: ({ open }) => ({
    async moodOf(session) {
      const connection = await open();
      if (!connection.ok) throw new ProblemError(connection.problem);
      return settings.parse(connection.value.settings).moods[session];
    },
  }),
};

const mooded = eventKind<{ mood: string }>("toy-mood.mood");

const toyMood = defineSource({
  name: "toy-mood",
  iamActions: [],
  open: () => [],
  openLinked: ({ links, readers }, { contactId, window }) => [
    {
      source: "toy-mood",
      title: "Toy mood",
      isOptional: true,
      read: async () => {
        const moods = await Promise.all(
          links
            .filter(({ vendor }) => vendor === "toy")
            .flatMap(({ externalId }) => readers(moodReaders).map((reader) => reader.moodOf(externalId))),
        );
        return {
          events: moods.flatMap((mood) =>
            mood === undefined
              ? []
              : [
                  {
                    ...{
                      id: `toy-mood:${mood}`,
                      at: new Date(window.fromMs).toISOString(),
                      source: "toy-mood",
                    },
                    ...{ hop: "toy", severity: "good" as const, ...mooded.of({ mood }) },
                    ...{ title: `The toy was ${mood}`, contactId, raw: { mood } },
                  },
                ],
          ),
        };
      },
    },
  ],
});

/** The toy with a contact center of its own, for tenants without an AWS account. */
export const toyWithCenter: Vendor = {
  ...toy,
  connection: { ...toy.connection, settings },
  webhooks: {
    secretName: "whistle",
    read: () => ({ kind: "ignored" }),
    describe: () => ({ title: "The whistle blew", hop: "number" }),
  },
  contactCenter: toyCenter,
  sources: [{ source: toyMood, after: "metadata" }],
  ids: [
    {
      kind: "toy-session",
      title: "Toy session",
      label: /^toy[\s_-]*session(?:[\s_-]*id)?\b\s*[:=]?\s*/i,
      shape: /^s-\d+$/,
      find: async () => undefined,
    },
  ],
};
