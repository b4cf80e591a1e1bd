import type { Server } from "node:http";
import type { CallFault } from "../../calls/faults/call-fault";

/** How a vendor identifies an AWS account's owner: IDs, secrets, a phone number. */
export type Customer = Readonly<Record<string, string>>;

/**
 * A vendor on the other side of a call, as a process of its own: a folder here and a line in `registry.ts`.
 * The folder's `main.ts` starts its server. The server has the vendor's real API and, with the key, these routes:
 * `/_sandbox/…` (also `PUT /_sandbox/latency`), and `/_sip` or `/_pstn` as its side says.
 */
export interface SimulatedVendor {
  /** Its folder, its port's and address's name, its member of a call's request: "kore". */
  name: string;
  /** For sentences: "Kore". */
  title: string;
  /** The process's server, for tests that run it in their own process. */
  createServer(dataFolder: string, controlKey: string): Server;
  /** How long its API takes across the internet, for benchmarks. A rough figure, not measured. */
  apiLatencyMilliseconds: number;
  /**
   * A SIP system: whether it listens there. `POST /_sip/invite {sip, sourceAddress, scenario}` answers with one line of JSON
   * per message, `POST /_sip/message {sip}` takes a request inside the dialog.
   */
  listensAt?(host: string, port: number, encrypted: boolean): boolean;
  /** It has phone numbers: `POST /_pstn/calls {to, from, scenario}`, 404 for a number that isn't its own. */
  hasNumbers?: true;
  /** It reads from the AWS accounts: `PUT /_sandbox/aws {url}` tells it where they are. */
  readsAws?: true;
  /** It calls other vendors by SIP: `PUT /_sandbox/vendors {urls}` tells it where they are. */
  callsVendors?: true;
  /** How a test call can end besides the common ways (calls/call-request.ts). */
  endings?: readonly string[];
  /** A contact center: how the calls that are placed at itself can end. */
  ownEndings?: readonly string[];
  /** What can go wrong on its side only. */
  faults: readonly CallFault[];
  /** The first account's, which exists when the vendor starts. */
  firstCustomer: Customer;
  /** Another account's, created once. `short` is unique to the account; `number` is reserved for it. */
  makeCustomer(short: string, number: string): Customer;
  /** The request that creates a customer on its server. */
  enlist(customer: Customer): { path: `/_sandbox/${string}`; body: object };
}
