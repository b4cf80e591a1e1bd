/** What is being read right now, by the trail's subject that it is read for. */
const running = new WeakMap<object, Map<string, Shared>>();

interface Shared {
  work: Promise<unknown>;
  waiting: number;
  stop: AbortController;
}

/**
 * One call where several sources of a trail ask for the same at the same time. Nothing is kept once it has answered: who
 * asks later asks anew, so that late events are seen. Each waiter leaves by its own signal; with the last one gone the
 * call is stopped. `key` names what is read, whole: "attributes".
 */
export async function shareRead<Value>(
  subject: object,
  key: string,
  signal: AbortSignal,
  read: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const ofSubject = running.get(subject) ?? new Map<string, Shared>();
  running.set(subject, ofSubject);
  const shared = ofSubject.get(key) ?? begin(ofSubject, key, read);
  shared.waiting += 1;
  try {
    return (await untilAborted(shared.work, signal)) as Value;
  } finally {
    shared.waiting -= 1;
    if (shared.waiting === 0) {
      if (ofSubject.get(key) === shared) ofSubject.delete(key);
      shared.stop.abort();
    }
  }
}

function begin(
  ofSubject: Map<string, Shared>,
  key: string,
  read: (signal: AbortSignal) => Promise<unknown>,
): Shared {
  const stop = new AbortController();
  const forget = () => {
    if (ofSubject.get(key) === shared) ofSubject.delete(key);
  };
  const shared: Shared = { work: read(stop.signal).finally(forget), waiting: 0, stop };
  ofSubject.set(key, shared);
  return shared;
}

/** An SDK call that ignores its signal (it waits in the retry's rate limiter) must not hold who waits for it. */
export function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
