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
  /** What such a call has, for faults that need it: a transfer to a voice agent by SIP or number when absent. */
  sides?: readonly string[];
  /** The member of the sandbox's request that takes what the voice agent gives back. */
  gives: string;
  /**
   * What the guide asks a person to do at the vendor, with the same texts and the real secrets: PUT to the simulated one.
   * undefined while the integration is not deployed.
   */
  setUp(call: SetUp): SandboxSetUp | undefined;
  /** The same at the integration's other vendors, by their names. */
  setUpAt?: Readonly<Record<string, TestCalls["setUp"]>>;
}

export interface SandboxSetUp {
  path: `/_sandbox/${string}`;
  body: object;
}

export interface SetUp {
  input: BlueprintInput<object>;
  connection: { settings: object; secrets: Record<string, string> };
  /** One of the integration's own secrets, opened; "" when it has none of this name. */
  secretOf(name: string): string;
}

/** Of a call that is transferred to a voice agent. */
export const voiceAgentSides: readonly string[] = ["transfer", "sip"];

export const callerHangsUp: EndingChoice = {
  value: "caller-hangs-up",
  label: "The caller hangs up",
  note: "While talking to the voice agent.",
};
