import { log, newReference } from "./log";
import type { Problem } from "./result";

/** Whatever nobody expected: logged whole under a reference, and only the reference is shown. `happened` is for the log. */
export function unexpectedProblem(error: unknown, happened: string): Problem {
  const reference = newReference();
  log.error({ err: error, reference }, happened);
  return {
    code: "unexpected",
    sentence: "Something went wrong in Patchbay. Your request may not have finished.",
    wayOut: `Reload the page to see the current state. If it happens again, give your operator this reference: ${reference}.`,
  };
}
