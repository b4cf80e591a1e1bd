import fc from "fast-check";
import { sampleSurroundings } from "@/lib/blueprints/shared/sample-parts";
import {
  arbitraryAgentAi,
  arbitrarySurroundings,
  sampleAgentAi,
  sampleKore,
  withOneWayIn,
} from "../agent-ai/sample-settings";
import type { AgentAiWorkspaceInput } from "./names";
import { type AgentAiWorkspaceSettingsInput, agentAiWorkspaceSettings } from "./settings";

export function sampleInput(
  settings: Partial<AgentAiWorkspaceSettingsInput> = {},
  more: Partial<AgentAiWorkspaceInput> = {},
): AgentAiWorkspaceInput {
  return {
    settings: agentAiWorkspaceSettings.parse({ ...sampleAgentAi, ...settings }),
    ...sampleSurroundings,
    vendors: sampleKore,
    ...more,
  };
}

/** Any settings that the schema takes, with and without a prefix. */
export const arbitraryInput: fc.Arbitrary<AgentAiWorkspaceInput> = fc
  .record({
    settings: fc.record(
      {
        ...arbitraryAgentAi,
        securityProfileIds: fc.uniqueArray(fc.uuid(), { maxLength: 4 }),
        application: fc.record({
          scope: fc.constantFrom("PER_CONTACT" as const, "CROSS_CONTACTS" as const),
          initializationTimeoutMs: fc.integer({ min: 1_000, max: 600_000 }),
        }),
      },
      { requiredKeys: [] },
    ),
    ...arbitrarySurroundings,
  })
  .map(({ settings, prefix, bypassed }) => sampleInput(withOneWayIn(settings), { prefix, bypassed }));
