import { setTimeout as sleep } from "node:timers/promises";
import { memberOf } from "./read-request";

const maxMs = 60_000;

/** How long a simulated vendor's API takes for each answer; 0 unless a benchmark sets it. */
export class Latency {
  milliseconds = 0;

  async pass(): Promise<void> {
    if (this.milliseconds > 0) await sleep(this.milliseconds);
  }

  /** PUT /_sandbox/latency {milliseconds} */
  set(body: unknown): { status: number; body: unknown } {
    const wanted = memberOf(body, "milliseconds");
    if (typeof wanted !== "number" || !(wanted >= 0 && wanted <= maxMs))
      return { status: 400, body: { message: `milliseconds must be from 0 to ${maxMs}.` } };
    this.milliseconds = wanted;
    return { status: 200, body: { milliseconds: wanted } };
  }
}
