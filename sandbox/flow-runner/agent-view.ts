/** A view of a step-by-step guide, as a block shows it. */
export interface ShownView {
  /** "form", or the ID of a view that someone created. */
  id: string;
  /** What an agent can do in it: "Next". */
  actions: readonly string[];
  /** The block's data, references resolved. */
  data: unknown;
  timeLimitSeconds: number;
}

export type ViewOutcome =
  | { kind: "answered"; action: string; result: Record<string, unknown> }
  /** No agent has a workspace in which it could be shown. */
  | { kind: "not-shown" }
  | { kind: "timed-out" };
