import fc from "fast-check";
import { sampleSurroundings } from "@/lib/blueprints/shared/sample-parts";
import {
  arbitraryAgentAi,
  arbitrarySurroundings,
  sampleAgentAi,
  sampleKore,
  withOneWayIn,
} from "../agent-ai/sample-settings";
import type { AgentAiCcpInput } from "./names";
import { type AgentAiCcpSettingsInput, agentAiCcpSettings } from "./settings";

export function sampleInput(
  settings: Partial<AgentAiCcpSettingsInput> = {},
  more: Partial<AgentAiCcpInput> = {},
): AgentAiCcpInput {
  return {
    settings: agentAiCcpSettings.parse({ ...sampleAgentAi, ...settings }),
    ...sampleSurroundings,
    vendors: sampleKore,
    ...more,
  };
}

/** Any settings that the schema takes, with and without a prefix. */
export const arbitraryInput: fc.Arbitrary<AgentAiCcpInput> = fc
  .record({
    settings: fc.record(
      {
        ...arbitraryAgentAi,
        hostedPage: fc.boolean(),
        loginUrl: fc.constantFrom("", "https://login.example.com/saml?app=connect"),
      },
      { requiredKeys: [] },
    ),
    ownPage: fc.boolean(),
    ...arbitrarySurroundings,
  })
  .map(({ settings, ownPage, prefix, bypassed }) =>
    sampleInput(
      {
        ...withOneWayIn(settings),
        ...(ownPage ? { ownPage, pageOrigin: "https://patchbay.example.com" } : {}),
      },
      { prefix, bypassed, secretNames: ["widgetPath"] },
    ),
  );
