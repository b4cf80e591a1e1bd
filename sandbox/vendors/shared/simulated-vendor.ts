import type { Server } from "node:http";
import type { CallFault } from "../../calls/faults/call-fault";

/** What a vendor knows an AWS account's owner by: ids, secrets, a telephone number. */
export type Customer = Readonly<Record<string, string>>;

/**
 * A vendor that stands on the other side of a call, as a process of its own: a folder here and a line in `registry.ts`.
 * The folder's `main.ts` starts its server. The server has the vendor's real API and, for who has the key, these routes:
 * `/_sandbox/…` (also `PUT /_sandbox/latency`), and `/_sip` or `/_pstn` as its side says.
 */
export interface SimulatedVendor {
  /** Its folder, its port's and address's name, its member of a call's request: "kore". */
  name: string;
  /** For sentences: "Kore". */
  title: string;
  /** What the process serves, for tests that have it in their own. */
  createServer(dataFolder: string, controlKey: string): Server;
  /** How long its API takes across the internet, for benchmarks. A round figure; nothing was measured. */
  apiLatencyMilliseconds: number;
  /**
   * A SIP system: whether it listens there. `POST /_sip/invite {sip, sourceAddress, scenario}` answers with one line of JSON
   * per message, `POST /_sip/message {sip}` takes a request inside the dialog.
   */
  listensAt?(host: string, port: number, encrypted: boolean): boolean;
  /** It has phone numbers: `POST /_pstn/calls {to, from, scenario}`, 404 for a number that is none of its own. */
  hasNumbers?: true;
  /** How a test call can end beside the common ways (calls/call-request.ts). */
  endings?: readonly string[];
  /** What can go wrong on its side alone. */
  faults: readonly CallFault[];
  /** The first account's, which the vendor knows from its own start. */
  firstCustomer: Customer;
  /** Another account's, made once. `short` is unlike any other account's; `number` is kept free for it. */
  makeCustomer(short: string, number: string): Customer;
  /** Where its server is told of a customer, and with what. */
  enlist(customer: Customer): { path: `/_sandbox/${string}`; body: object };
}
