import { AsyncLocalStorage } from "node:async_hooks";
import type { MiddlewareStack } from "@smithy/types";
import { isRead } from "@/lib/aws/reads";

const gates = new AsyncLocalStorage<() => Promise<void>>();

/** Asks `mayChange` before each attempt of each call that changes something outside, in all that `work` does. Its rejection ends the call unsent. */
export function gateChanges<Value>(
  mayChange: () => Promise<void>,
  work: () => Promise<Value>,
): Promise<Value> {
  return gates.run(mayChange, work);
}

/**
 * Asks the same before a change that no AWS client makes: whatever changes something at a vendor, in a resource type, calls
 * it before each attempt. Rejects when the change mustn't be sent.
 */
export async function askToChange(): Promise<void> {
  await gates.getStore()?.();
}

/** Puts the gate into a client. Its place is behind the SDK's retries, so that a repeated attempt is asked for again. */
export function addChangeGate<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
): void {
  stack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        if (!isRead(commandName)) await askToChange();
        return next(args);
      },
    { step: "finalizeRequest", name: "changeGate", priority: "low" },
  );
}
