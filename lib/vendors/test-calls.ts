import type { BlueprintInput } from "@/lib/blueprints/blueprint";

/** One way in which a simulated call can end. A real one is decided by what the caller says. */
export interface EndingChoice {
  /** As the sandbox calls it: "agent". */
  value: string;
  label: string;
  note: string;
  /** The voice agent gives something back: what is asked for it, and an example. */
  gives?: { label: string; hint: string; example: object };
}

/** How calls through one kind of integration are tried on the sandbox. */
export interface TestCalls {
  /** The first one is chosen until a person chooses another. */
  endings: readonly EndingChoice[];
  /** The member of the sandbox's request that takes what the voice agent gives back. */
  gives: string;
  /**
   * What the guide asks a person to do at the vendor, with the same texts and the real secrets: PUT to the simulated one.
   * undefined while the integration is not deployed.
   */
  setUp(call: SetUp): { path: `/_sandbox/${string}`; body: object } | undefined;
}

export interface SetUp {
  input: BlueprintInput<object>;
  connection: { settings: object; secrets: Record<string, string> };
  /** One of the integration's own secrets, opened; "" when it has none of this name. */
  secretOf(name: string): string;
}

export const callerHangsUp: EndingChoice = {
  value: "caller-hangs-up",
  label: "The caller hangs up",
  note: "While talking to the voice agent.",
};
