import { vendorConnection } from "@/lib/connections/vendor-connection";
import { inputOf, type StoredIntegration } from "@/lib/deployments/load-integration";
import type { GuideCheckSubject } from "@/lib/vendors/guide-check";
import { accountIfItAnswers } from "./guide";

/** What a guide's checks and deeds are given: the blueprint's input, and the integration's own connections. */
export async function guideSubjectOf(
  integration: StoredIntegration,
  signal: AbortSignal,
): Promise<GuideCheckSubject> {
  const { tenantId, vendorConnections } = integration;
  const opened = new Map(
    Object.entries(vendorConnections).map(([kind, id]) => [kind, vendorConnection(tenantId, id)]),
  );
  return {
    input: inputOf(integration, await accountIfItAnswers(integration)),
    connection: (kind) => opened.get(kind),
    signal,
  };
}
