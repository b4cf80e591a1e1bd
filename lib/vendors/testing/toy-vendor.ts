import { z } from "zod";
import { defineConnectionKind, reportOf } from "@/lib/connection-kinds/connection-kind";
import type { ContactId } from "@/lib/kernel/ids";
import { type Result, succeed } from "@/lib/kernel/result";
import { eventKind } from "@/lib/trail/event-kind";
import { defineFinding, ids, isSettled } from "@/lib/trail/findings/finding-rule";
import { defineSource, type VendorReaders } from "@/lib/trail/trail-source";
import type { Vendor } from "../vendor";

const toySettings = z.object({ host: z.string(), simulated: z.boolean().optional() });

const toyConnection = defineConnectionKind<z.infer<typeof toySettings>>({
  kind: "toy",
  title: "Toy account",
  settings: toySettings,
  secretFields: () => ["key"],
  form: {
    name: "Toy account",
    settings: { host: "toy.example.com" },
    groups: [
      {
        fields: [
          { path: "host", label: "Host", mono: true, input: { kind: "text" } },
          { path: "key", label: "Key", input: { kind: "secret" } },
        ],
      },
    ],
  },
  facts: ({ host }) => [{ label: "Host", value: host, inLine: host }],
  ownFields: ["simulated"],
  secretBelongsTo: ({ host }) => [host],
  probe: async () => reportOf([{ id: "toy", title: "The toy answers", state: "proven", detail: "It did." }]),
});

interface ToyReader {
  /** Seconds that the caller talked to the toy, for a contact. */
  fetchTalk(contactId: ContactId): Promise<Result<{ at: string; mood: string }>>;
}

/** It "asks" by its connection's settings alone: a test says there what the toy knows. */
const toyReaders: VendorReaders<ToyReader> = {
  vendor: "toy",
  open: ({ open }) => ({
    async fetchTalk() {
      const connection = await open();
      if (!connection.ok) return connection;
      return succeed(z.object({ at: z.string(), mood: z.string() }).parse(connection.value.settings));
    },
  }),
};

const toyTalked = eventKind<{ mood: string }>("toy-talk.talked");

const toyTalk = defineSource({
  name: "toy-talk",
  iamActions: ["toy:Listen"],
  channels: ["VOICE"],
  open: (context, { contactId }) => {
    const readers = context.readers?.(toyReaders) ?? [];
    if (readers.length === 0) return [];
    return [
      {
        source: "toy-talk",
        title: "Toy talk",
        clock: "The toy",
        read: async () => {
          const talks = await Promise.all(readers.map((reader) => reader.fetchTalk(contactId)));
          return {
            events: talks.flatMap((talk) =>
              talk.ok
                ? [
                    {
                      id: `toy-talk:${contactId}`,
                      at: talk.value.at,
                      source: "toy-talk",
                      hop: "toy",
                      severity: "good" as const,
                      ...toyTalked.of({ mood: talk.value.mood }),
                      title: `The toy was ${talk.value.mood}`,
                      contactId,
                      raw: talk.value,
                    },
                  ]
                : [],
            ),
          };
        },
      },
    ];
  },
});

const toyWasSad = defineFinding({
  code: "toy-was-sad",
  name: "The toy was sad",
  find: (trail, now) => {
    const sad = trail.events.filter((event) => toyTalked.is(event) && event.facts.mood === "sad");
    return sad.length > 0 && isSettled(trail, now)
      ? [
          {
            severity: "attention",
            title: "The toy was sad",
            cause: "Nobody had played with it.",
            nextStep: "Play with it.",
            needs: "elsewhere",
            evidence: ids(sad),
          },
        ]
      : [];
  },
});

/** A vendor that does a little of everything, told by the public type alone. */
export const toy: Vendor = {
  name: "toy",
  title: "Toy",
  connection: toyConnection,
  blueprints: [],
  cableProofs: {},
  sandbox: {
    firstCustomer: { key: "none" },
    connection: () => ({ name: "Toy", settings: { host: "toy.example.com", simulated: true }, secrets: {} }),
    isSimulated: ({ simulated }) => simulated === true,
  },
  testCalls: {},
  demos: [],
  sources: [{ source: toyTalk, after: "metadata" }],
  findings: [{ step: [toyWasSad], before: "caller-hung-up" }],
  words: { title: "the toy" },
  hop: { title: "Toy", waits: "The toy talks to the caller" },
  ids: [],
  transfers: "sip",
  functionHops: [{ name: /wind-up/, hop: "toy" }],
};
