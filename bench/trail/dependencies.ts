import type { RecordedCall } from "./recorded-call";

// How the slowest chain of dependent calls is found.
//
// A call depends on another when it asks for something that only the other's answer told: an id, a token, the name of a
// next page. That is read off the recorded requests and answers themselves, not off the code: a word of eight or more
// letters and digits in a request, that stands in an answer which had arrived by then, and in no request that was sent
// before that answer was there (such a word was known without it: the contact's id, the names of the functions).
// One dependency cannot be read off: the times between which CloudWatch is asked come from the contact's own record, with
// margins. So a request with a start time also depends on the first answer that names a contact's InitiationTimestamp.
//
// What somebody waits for without need is no dependency, and makes the trail slower than its slowest chain.

const words = /[A-Za-z0-9][A-Za-z0-9+/=_.-]{7,}/g;
const startTime = /"startTime"\s*:\s*\d+/;
const contactTimes = /"InitiationTimestamp"/;

/** For each call, by index, the calls whose answers it needed. Pure. */
export function findDependencies(calls: readonly RecordedCall[]): number[][] {
  const asked = calls.map((call) => wordsOf(call.asked));
  const answered = calls.map((call) => wordsOf(call.answered));
  return calls.map((call, index) => {
    const earlier = calls.filter((other) => other.index !== index && other.endedMs <= call.startedMs);
    const needed = new Set<number>();
    for (const word of asked[index] ?? []) {
      const teller = earliest(earlier.filter((other) => answered[other.index]?.has(word)));
      if (!teller) continue;
      const wasKnown = calls.some(
        (other) => other.startedMs < teller.endedMs && asked[other.index]?.has(word),
      );
      if (!wasKnown) needed.add(teller.index);
    }
    if (startTime.test(call.asked)) {
      const record = earliest(earlier.filter((other) => contactTimes.test(other.answered)));
      if (record) needed.add(record.index);
    }
    return [...needed].sort((one, other) => one - other);
  });
}

export interface Chain {
  ms: number;
  /** Indexes of its calls, in their order. */
  calls: number[];
}

/** The way through the dependencies that takes longest, each call taking `durations[index]` milliseconds. Pure. */
export function slowestChain(dependencies: readonly number[][], durations: readonly number[]): Chain {
  const known = new Map<number, Chain>();
  const chainTo = (index: number): Chain => {
    const found = known.get(index);
    if (found) return found;
    const before = longest((dependencies[index] ?? []).map(chainTo));
    const chain = { ms: before.ms + (durations[index] ?? 0), calls: [...before.calls, index] };
    known.set(index, chain);
    return chain;
  };
  return longest(durations.map((_, index) => chainTo(index)));
}

function longest(chains: Chain[]): Chain {
  return chains.reduce((most, chain) => (chain.ms > most.ms ? chain : most), { ms: 0, calls: [] });
}

function earliest(calls: RecordedCall[]): RecordedCall | undefined {
  return calls.reduce<RecordedCall | undefined>(
    (first, call) => (first === undefined || call.endedMs < first.endedMs ? call : first),
    undefined,
  );
}

function wordsOf(text: string): Set<string> {
  return new Set(text.match(words));
}
