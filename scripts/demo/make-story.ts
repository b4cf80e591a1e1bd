/** Tells the demo's chapters with their seconds, one line when each begins to matter. */
export function makeStory(write: (text: string) => void = (text) => process.stdout.write(text)) {
  const say = (sentence: string) => write(`  ${sentence}\n`);
  async function tell<Value>(chapter: string, work: () => Promise<Value>): Promise<Value> {
    const began = performance.now();
    write(`${chapter}\n`);
    const value = await work();
    say(`(${((performance.now() - began) / 1000).toFixed(1)} s)`);
    return value;
  }
  return { say, tell };
}

export type Say = ReturnType<typeof makeStory>["say"];
