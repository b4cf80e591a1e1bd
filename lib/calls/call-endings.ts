import type { IntegrationId } from "@/lib/kernel/ids";
import { testCallsOf } from "@/lib/vendors/blueprints";
import type { EndingChoice } from "@/lib/vendors/test-calls";

/** An integration that a test call can go through, with the ends that it can come to. */
export interface CallableIntegration {
  id: IntegrationId;
  name: string;
  endings: readonly EndingChoice[];
}

/** For the form of a test call, which runs in a browser and knows no vendor. */
export function toCallable(integration: {
  id: IntegrationId;
  name: string;
  blueprint: string;
}): CallableIntegration {
  const { id, name, blueprint } = integration;
  return { id, name, endings: endingsOf(blueprint) };
}

/** What a test call of this kind of integration can come to; none where nothing is simulated. */
export function endingsOf(blueprint: string): readonly EndingChoice[] {
  return testCallsOf(blueprint)?.endings ?? [];
}
