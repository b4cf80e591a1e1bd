import { z } from "zod";
import { describeFailure } from "@/lib/aws/describe-failure";
import { askSandbox } from "@/lib/calls/ask-sandbox";
import { sandboxOfCalls } from "@/lib/calls/sandbox-of-calls";
import { openIntegration } from "@/lib/deployments/load-integration";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { testCallsOf, vendorOfBlueprint } from "@/lib/vendors/blueprints";
import { voiceAgentSides } from "@/lib/vendors/test-calls";

const answer = z.object({
  faults: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      side: z.string().optional(),
      vendors: z.array(z.string()).optional(),
      codes: z.array(z.number()).optional(),
      changesAccount: z.boolean(),
    }),
  ),
});

/** What can go wrong with a test call on purpose. */
export interface CallFaultChoice {
  /** "queue-full" */
  name: string;
  title: string;
  /** SIP or HTTP statuses to choose from, the usual one first; may be empty. */
  codes: number[];
  /** The sandbox's account itself is changed until the next call to the same number, or for ten minutes. */
  changesAccount: boolean;
}

/** The faults that a call through this integration can have, from the sandbox's own list; none on a real account. */
export async function listCallFaults(
  tenantId: TenantId,
  integrationId: IntegrationId,
): Promise<Result<CallFaultChoice[]>> {
  try {
    const open = await openIntegration(tenantId, integrationId);
    const { integration, input } = open;
    const { kind } = integration.blueprint;
    const vendor = vendorOfBlueprint(kind);
    const sides = testCallsOf(kind)?.sides ?? voiceAgentSides;
    if (!input.isSandbox || vendor === undefined) return succeed([]);
    const told = await askSandbox(tenantId, "GET", `${sandboxOfCalls(open)}/_sandbox/faults/calls`);
    return succeed(
      answer
        .parse(told)
        .faults.filter(({ vendors }) => vendors?.includes(vendor.name) ?? true)
        .filter(({ side }) => side === undefined || sides.includes(side))
        .map(({ name, title, codes = [], changesAccount }) => ({ name, title, codes, changesAccount })),
    );
  } catch (error) {
    return fail(describeFailure(error));
  }
}
