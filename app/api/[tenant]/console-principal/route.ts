import { defineRoute, nothingHere } from "@/components/define-route";
import { regionName } from "@/lib/aws/region-name";
import { fetchOwnPrincipal } from "@/lib/connections/onboarding";

export const dynamic = "force-dynamic";

/** Who this console is on AWS, for whoever makes the stack that trusts it. */
export const GET = defineRoute<{ tenant: string }>({
  permission: "connection:write",
  answer: async (_context, { request }) => {
    const region = new URL(request.url).searchParams.get("region") ?? "";
    if (!regionName.test(region)) return nothingHere();
    return Response.json(await fetchOwnPrincipal(region), { headers: { "cache-control": "no-store" } });
  },
});
