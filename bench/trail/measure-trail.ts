import { openTrail } from "@/lib/contacts/trail/open-trail";
import type { Trail } from "@/lib/trail/event";
import { must } from "@/scripts/demo/must";
import { findDependencies, slowestChain } from "./dependencies";
import { median } from "./figures";
import type { BenchContact } from "./place-bench-call";
import { recordCalls } from "./record-calls";
import type { RecordedCall } from "./recorded-call";

export interface TrailTimes {
  /** From the request for a contact ID to the whole trail, including the console's database: median of the runs. */
  wholeMs: number;
  /** The slowest chain of dependent calls, each with the time that it takes alone. */
  chainMs: number;
  /** Names of the chain's calls. */
  chain: string[];
  /** All the trail's calls one after another. */
  sequentialMs: number;
  calls: number;
  events: number;
  toChain: number;
  toSequential: number;
}

/** The first ones open connections and compile. */
const warmUps = 4;
const runs = 7;

/**
 * Reads the trail as the console does and records its calls. Then sends each of the calls again, alone and one after
 * another, to get the time that each takes on its own. The slowest chain and the sum use those times, run by
 * run: calls that slow each other down count against the console.
 */
export async function measureTrail(contact: BenchContact): Promise<TrailTimes> {
  for (let count = 0; count < warmUps; count++) await readWhole(contact);
  const measured: TrailTimes[] = [];
  for (let count = 0; count < runs; count++) measured.push(await measureOnce(contact));
  const of = (figure: "wholeMs" | "chainMs" | "sequentialMs" | "toChain" | "toSequential") =>
    median(measured.map((one) => one[figure]));
  const last = measured.at(-1);
  return {
    wholeMs: of("wholeMs"),
    chainMs: of("chainMs"),
    chain: last?.chain ?? [],
    sequentialMs: of("sequentialMs"),
    calls: last?.calls ?? 0,
    events: last?.events ?? 0,
    toChain: of("toChain"),
    toSequential: of("toSequential"),
  };
}

async function measureOnce(contact: BenchContact): Promise<TrailTimes> {
  // Sending the calls again took seconds, and open connections have been closed meanwhile.
  await readWhole(contact);
  const recording = recordCalls();
  const began = performance.now();
  const trail = await readWhole(contact);
  const wholeMs = performance.now() - began;
  recording.stop();
  const { calls } = recording;
  const durations = await timeAlone(calls);
  const chain = slowestChain(findDependencies(calls), durations);
  const sequentialMs = durations.reduce((sum, one) => sum + one, 0);
  return {
    wholeMs,
    chainMs: chain.ms,
    chain: chain.calls.map((index) => calls[index]?.name ?? ""),
    sequentialMs,
    calls: calls.length,
    events: trail.events.length,
    toChain: wholeMs / chain.ms,
    toSequential: wholeMs / sequentialMs,
  };
}

async function timeAlone(calls: readonly RecordedCall[]): Promise<number[]> {
  const durations: number[] = [];
  for (const call of calls) {
    const began = performance.now();
    await call.again();
    durations.push(performance.now() - began);
  }
  return durations;
}

/** A failed source would make the trail fast, so there would be nothing to measure. */
async function readWhole({ tenantId, contactId }: BenchContact): Promise<Trail> {
  const reader = must(await openTrail(tenantId, contactId));
  const trail = await reader.readAll();
  const failed = trail.sources.find((source) => source.state === "failed");
  if (failed?.state === "failed") throw new Error(`${failed.title}: ${failed.problem.sentence}`);
  return trail;
}
