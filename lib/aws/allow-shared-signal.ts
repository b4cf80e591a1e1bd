import { setMaxListeners } from "node:events";
import { type HandlerExecutionContext, SMITHY_CONTEXT_KEY } from "@smithy/types";

/** Far above what one look, step or trail asks at once; a listener that is never removed would still be told. */
const maxListeners = 100;

/**
 * A plan, a step or a trail gives one signal to all its calls, and the SDK listens on it while each of them runs. Node
 * takes more than ten for a leak and prints a warning: here they are meant.
 */
export function allowSharedSignal(context: HandlerExecutionContext): void {
  const signal: unknown = context[SMITHY_CONTEXT_KEY]?.abortSignal;
  if (signal instanceof AbortSignal) setMaxListeners(maxListeners, signal);
}
