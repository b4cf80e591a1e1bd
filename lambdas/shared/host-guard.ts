import { lookup as resolveHost } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { isInwardAddress } from "./inward-address";

/** inward: the host has a private address. */
export type RequestFault = "inward" | "timeout" | "too-large" | "unreachable";

/** A request without an answer. Its message is only the fault: the system's own message may contain addresses. */
export class RequestError extends Error {
  readonly fault: RequestFault;
  constructor(fault: RequestFault, options?: ErrorOptions) {
    super(fault, options);
    this.name = "RequestError";
    this.fault = fault;
  }
}

export interface GuardedHost {
  url: URL;
  /** Only for a host that the operator lists. */
  inwardAllowed: boolean;
  /** How names are resolved; by the system when absent. */
  resolve?: typeof resolveHost | undefined;
}

/** Whether the host is a private address. One written as an address isn't looked up, so it has to be asked before. Pure. */
export function isInwardLiteral({ url, inwardAllowed }: GuardedHost): boolean {
  const literal = hostOf(url);
  return !inwardAllowed && isIP(literal) !== 0 && isInwardAddress(literal);
}

/** Without the brackets of an IPv6 address. Pure. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

/** For a connection that goes to exactly the addresses that were checked; undefined, the system's, where any are allowed. */
export function guardedLookup({ inwardAllowed, resolve }: GuardedHost): LookupFunction | undefined {
  return inwardAllowed ? undefined : lookOnlyOutward(resolve ?? resolveHost);
}

/** One private address among several is enough to refuse the name, because any of them may be used. */
function lookOnlyOutward(resolve: typeof resolveHost): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error) callback(error, "");
      else if (!first) callback(new RequestError("unreachable"), "");
      else if (addresses.some(({ address }) => isInwardAddress(address)))
        callback(new RequestError("inward"), "");
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
