import { z } from "zod";
import { defineRoute, nothingHere } from "@/components/define-route";
import { describeFailure } from "@/lib/aws/describe-failure";
import { vendorConnection } from "@/lib/connections/vendor-connection";
import { searchEveryMs, takeTurn } from "@/lib/contacts/search/request-pace";
import { numbersInPlace } from "@/lib/deployments/deployed-settings";
import { openIntegration, requireAws } from "@/lib/deployments/load-integration";
import { type IntegrationId, parseIntegrationId, type TenantId } from "@/lib/kernel/ids";
import { fail } from "@/lib/kernel/result";
import { maskPhone } from "@/lib/trail/mask";
import { accountVendorOf } from "@/lib/vendors/account-vendor";
import { fetchArrivals } from "@/lib/watch/fetch-arrivals";
import { fetchCenterArrivals } from "@/lib/watch/fetch-center-arrivals";
import { watchMinutes } from "@/lib/watch/watch-limits";

export const dynamic = "force-dynamic";

/** Amazon Connect's and other contact centers': what isn't one matches none. */
const contactId = /^[\w+/=-]{16,64}$/;
const mostKnown = 200;

const query = z.object({
  /** When the waiting began: milliseconds since the epoch, by the server's clock. */
  since: z.coerce.number().int().positive(),
  known: z
    .string()
    .max(mostKnown * 65)
    .default("")
    .transform((text) => text.split(",").filter((id) => contactId.test(id))),
});

/** Calls that have come in since someone began to wait for their own; their numbers are masked. */
export const GET = defineRoute<{ tenant: string; integrationId: string }>({
  permission: "contact:read",
  answer: async ({ tenantId }, { params, request }) => {
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    const integrationId = parseIntegrationId(params.integrationId);
    const oldestMs = Date.now() - (watchMinutes + 1) * 60_000;
    if (!asked.success || !integrationId || asked.data.since < oldestMs) return nothingHere();
    const found = await find(tenantId, integrationId, asked.data, request.signal);
    const headers = { "cache-control": "no-store" };
    if (!found.ok) {
      const status = found.problem.code === "integration-not-found" ? 404 : 502;
      return Response.json({ problem: found.problem }, { status, headers });
    }
    const { arrivals, judged } = found.value;
    return Response.json(
      {
        judged,
        arrivals: arrivals.map(({ caller, called, ...arrival }) => ({
          ...arrival,
          ...(caller && { caller: maskPhone(caller) }),
          ...(called && { called: maskPhone(called) }),
        })),
      },
      { headers },
    );
  },
});

async function find(
  tenantId: TenantId,
  integrationId: IntegrationId,
  { since, known }: z.output<typeof query>,
  signal: AbortSignal,
) {
  try {
    const opened = await openIntegration(tenantId, integrationId);
    const { integration } = opened;
    const vendor = accountVendorOf(integration.blueprint);
    if (vendor !== undefined) {
      const connectionId = integration.vendorConnections[vendor.connection.kind] ?? "";
      if (vendor.contactCenter === undefined) return fail(notListed(vendor.title));
      await takeTurn(`search:${vendor.name}:${connectionId}`, searchEveryMs, signal);
      const search = { since: new Date(since), known: new Set(known) };
      return await fetchCenterArrivals(
        vendor.contactCenter,
        vendorConnection(tenantId, connectionId),
        search,
        signal,
      );
    }
    const access = requireAws(opened);
    // Everyone's searches of this account wait for one another: AWS counts them together.
    await takeTurn(`search:${access.accountId}:${access.region}`, searchEveryMs, signal);
    const { connect } = access.clients;
    const search = {
      instanceId: access.instanceId,
      since: new Date(since),
      numbers: [...numbersInPlace(integration)],
      known: new Set(known),
    };
    return await fetchArrivals(connect, search, signal);
  } catch (error) {
    return fail(describeFailure(error));
  }
}

function notListed(title: string) {
  return {
    code: "arrivals-not-listed",
    sentence: `Patchbay can't list the calls of ${title}.`,
    wayOut: "Search for the contact by its ID after the call.",
  };
}
