import { GET as getTemplate } from "@/app/api/[tenant]/onboarding-template/route";
import { defineRoute, nothingHere } from "@/components/define-route";
import { linkParametersOf, quickCreateLink, stackNameOf } from "@/lib/connections/launch-stack";
import { config } from "@/lib/kernel/config";

export const dynamic = "force-dynamic";

/**
 * Leads to the CloudFormation console, where the stack from the operator's template is created with one button. It takes
 * the query of the template's own route, and hands on the parameters that the template for this tenant has.
 */
export const GET = defineRoute<{ tenant: string }>({
  permission: "connection:write",
  answer: async ({ slug }, { params, request }) => {
    const { templateUrl } = config();
    if (templateUrl === undefined) return nothingHere();
    const answer = await getTemplate(request, { params: Promise.resolve(params) });
    const template: unknown = answer.ok ? await answer.json() : undefined;
    if (typeof template !== "object" || template === null) return nothingHere();
    const region = new URL(request.url).searchParams.get("region") ?? "";
    const location = quickCreateLink(
      { region, stackName: stackNameOf(slug) },
      templateUrl,
      linkParametersOf(template),
    );
    return new Response(null, {
      status: 302,
      headers: { location, "cache-control": "no-store", "referrer-policy": "no-referrer" },
    });
  },
});
