import { z } from "zod";
import type { TenantId } from "@/lib/access/tenant/scope";
import { describeFailure } from "@/lib/aws/describe-failure";
import { askSandbox } from "@/lib/calls/ask-sandbox";
import { openIntegration } from "@/lib/deployments/load-integration";
import { config } from "@/lib/kernel/config";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { vendorOfBlueprint } from "@/lib/vendors/blueprints";

const answer = z.object({
  faults: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
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
  integrationId: string,
): Promise<Result<CallFaultChoice[]>> {
  try {
    const { access, integration } = await openIntegration(tenantId, integrationId);
    const vendor = vendorOfBlueprint(integration.blueprint.kind);
    if (access.kind !== "sandbox" || vendor === undefined) return succeed([]);
    const told = await askSandbox(tenantId, "GET", `${config().sandbox?.url ?? ""}/_sandbox/faults/calls`);
    return succeed(
      answer
        .parse(told)
        .faults.filter((fault) => fault.vendors?.includes(vendor.name) ?? true)
        .map(({ name, title, codes = [], changesAccount }) => ({ name, title, codes, changesAccount })),
    );
  } catch (error) {
    return fail(describeFailure(error));
  }
}
