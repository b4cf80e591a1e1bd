import { randomUUID } from "node:crypto";
import type { SandboxAccount } from "../state/account";
import { ControlError, type ControlRoute } from "./control";

const faultKinds = ["throttle", "deny", "latency", "error", "malformed"] as const;
export type FaultKind = (typeof faultKinds)[number];

/** An injected fault. */
export interface Fault {
  id: string;
  kind: FaultKind;
  /** Credential scope ("connect"); absent = every service. */
  service?: string | undefined;
  /** "CreateFunction"; absent = every operation. */
  operation?: string | undefined;
  /** How many more requests it affects; absent = until it is removed. */
  times?: number | undefined;
  /** For latency: how long an answer is delayed. At most a minute. */
  milliseconds?: number | undefined;
  /** For error: the code and the message to answer with. */
  code?: string | undefined;
  message?: string | undefined;
  status?: number | undefined;
  /** Affects only requests with this text in their body, such as those of one contact. */
  bodyIncludes?: string | undefined;
}

const maxFaults = 100;
const maxLatencyMs = 60_000;

/** Faults aren't stored: a restarted sandbox has none. */
const faultsOf = new WeakMap<SandboxAccount, Fault[]>();

function list(account: SandboxAccount): Fault[] {
  const known = faultsOf.get(account) ?? [];
  faultsOf.set(account, known);
  return known;
}

/** The fault that affects this request, if any; counts down its `times`. */
export function takeFault(
  account: SandboxAccount,
  service: string,
  operation: string,
  body?: Buffer,
): Fault | undefined {
  const faults = list(account);
  const fault = faults.find(
    (one) =>
      (one.service === undefined || one.service === service) &&
      (one.operation === undefined || one.operation === operation) &&
      (one.bodyIncludes === undefined || body?.includes(one.bodyIncludes)),
  );
  if (fault?.times !== undefined) {
    fault.times -= 1;
    if (fault.times <= 0) faults.splice(faults.indexOf(fault), 1);
  }
  return fault;
}

/** Adds a fault; returns a function that removes it. */
export function addFault(account: SandboxAccount, fault: Omit<Fault, "id">): () => void {
  const faults = list(account);
  const added: Fault = { id: randomUUID(), ...fault };
  faults.push(added);
  return () => {
    const at = faults.indexOf(added);
    if (at >= 0) faults.splice(at, 1);
  };
}

export function clearFaults(account: SandboxAccount): void {
  faultsOf.delete(account);
}

export const faultRoutes: readonly ControlRoute[] = [
  {
    method: "PUT",
    path: "/_sandbox/faults",
    handle({ body }, account) {
      const faults = list(account);
      if (faults.length >= maxFaults) throw new ControlError(409, `There are already ${maxFaults} faults.`);
      const fault = readFault(body);
      faults.push(fault);
      return { body: fault };
    },
  },
  {
    method: "GET",
    path: "/_sandbox/faults",
    handle: (_request, account) => ({ body: { faults: list(account) } }),
  },
  {
    method: "DELETE",
    path: "/_sandbox/faults",
    handle(_request, account) {
      clearFaults(account);
      return { body: { faults: [] } };
    },
  },
];

function readFault(body: unknown): Fault {
  const given = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const kind = faultKinds.find((one) => one === given.kind);
  if (!kind) throw new ControlError(400, `kind must be one of ${faultKinds.join(", ")}.`);
  const milliseconds = optionalNumber(given.milliseconds, "milliseconds");
  return {
    id: randomUUID(),
    kind,
    service: optionalText(given.service, "service"),
    operation: optionalText(given.operation, "operation"),
    times: optionalNumber(given.times, "times"),
    milliseconds: milliseconds === undefined ? undefined : Math.min(milliseconds, maxLatencyMs),
    code: optionalText(given.code, "code"),
    message: optionalText(given.message, "message"),
    status: optionalNumber(given.status, "status"),
    bodyIncludes: optionalText(given.bodyIncludes, "bodyIncludes"),
  };
}

function optionalText(value: unknown, name: string): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw new ControlError(400, `${name} must be text.`);
}

function optionalNumber(value: unknown, name: string): number | undefined {
  if (value === undefined || (typeof value === "number" && Number.isFinite(value) && value >= 0))
    return value;
  throw new ControlError(400, `${name} must be a number of at least 0.`);
}
