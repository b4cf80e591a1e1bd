import type { RecordedCall } from "./recorded-call";

// How the slowest chain of dependent calls is found.
//
// A call depends on another when it asks for something that only the other's answer contained: an ID, a token, the name of a
// next page. This comes from the recorded requests and answers, not from the code: a word of eight or more
// letters and digits in a request that is in an answer that had arrived by then, and in no request that was sent
// before that answer arrived (such a word was known without it: the contact's ID, the names of the functions).
// One dependency can't be found that way: the time range of CloudWatch queries comes from the contact's own record, with
// margins. So a request with a start time also depends on the first answer with a contact's InitiationTimestamp.
//
// Waiting without a dependency isn't counted, and makes the trail slower than its slowest chain.

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
  /** Indexes of its calls, in order. */
  calls: number[];
}

/** The slowest path through the dependencies, where each call takes `durations[index]` milliseconds. Pure. */
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
