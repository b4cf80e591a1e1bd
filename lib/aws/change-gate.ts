import { AsyncLocalStorage } from "node:async_hooks";
import type { MiddlewareStack } from "@smithy/types";

const gates = new AsyncLocalStorage<() => Promise<void>>();

/** What AWS names operations that change nothing. Whatever is named otherwise counts as a change. */
const reads =
  /^(?:Describe|Get|List|Search|BatchGet|Filter|Query|Scan|Simulate|Lookup|Head|Test|AssumeRole|StartQuery)/;

/** Asks `mayChange` before each attempt of each call that changes something in AWS, in all that `work` does. Its rejection ends the call unsent. */
export function gateChanges<Value>(
  mayChange: () => Promise<void>,
  work: () => Promise<Value>,
): Promise<Value> {
  return gates.run(mayChange, work);
}

/** Puts the gate into a client. Its place is behind the SDK's retries, so that a repeated attempt is asked for again. */
export function addChangeGate<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
): void {
  stack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        if (!reads.test(commandName)) await gates.getStore()?.();
        return next(args);
      },
    { step: "finalizeRequest", name: "changeGate", priority: "low" },
  );
}
