import { z } from "zod";
import { defineRoute, nothingHere } from "@/components/define-route";
import { describeFailure } from "@/lib/aws/describe-failure";
import { numbersOfSettings } from "@/lib/blueprints/shared/entry";
import { searchEveryMs, takeTurn } from "@/lib/contacts/search/request-pace";
import { openIntegration } from "@/lib/deployments/load-integration";
import { fail } from "@/lib/kernel/result";
import { maskPhone } from "@/lib/trail/mask";
import { findArrivals } from "@/lib/watch/find-arrivals";
import { watchMinutes } from "@/lib/watch/watch-limits";

export const dynamic = "force-dynamic";

const contactId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const mostKnown = 200;

const query = z.object({
  /** When the waiting began: milliseconds since the epoch, by the server's clock. */
  since: z.coerce.number().int().positive(),
  known: z
    .string()
    .max(mostKnown * 40)
    .default("")
    .transform((text) => text.split(",").filter((id) => contactId.test(id))),
});

/** Calls that have come in since someone began to wait for their own; their numbers are masked. */
export const GET = defineRoute<{ tenant: string; integrationId: string }>({
  permission: "contact:read",
  answer: async ({ tenantId }, { params, request }) => {
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    const oldestMs = Date.now() - (watchMinutes + 1) * 60_000;
    if (!asked.success || asked.data.since < oldestMs) return nothingHere();
    const found = await find(tenantId, params.integrationId, asked.data, request.signal);
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
  tenantId: string,
  integrationId: string,
  { since, known }: z.output<typeof query>,
  signal: AbortSignal,
) {
  try {
    const { access, input } = await openIntegration(tenantId, integrationId);
    // Everyone's searches of this account wait for one another: AWS counts them together.
    await takeTurn(`search:${access.accountId}:${access.region}`, searchEveryMs, signal);
    const { connect } = access.clients;
    const search = {
      instanceId: access.instanceId,
      since: new Date(since),
      numbers: numbersOfSettings(input.settings),
      known: new Set(known),
    };
    return await findArrivals(connect, search, signal);
  } catch (error) {
    return fail(describeFailure(error));
  }
}
