import { defineRoute, nothingHere } from "@/components/define-route";
import { hasEnded, toRunState } from "@/components/run/run-state";
import { withTenant } from "@/lib/access/tenant/scope";
import { loadDeploymentView } from "@/lib/deployments/load-deployment-view";
import { listen } from "@/lib/jobs/notify";
import { openEventStream } from "./event-stream";

export const dynamic = "force-dynamic";

/** A deployment's whole state with each change, until it has ended. */
export const GET = defineRoute<{ tenant: string; deploymentId: string }>({
  permission: "tenant:read",
  streams: true,
  answer: async ({ tenantId }, { params, request }) => {
    const read = () => withTenant(tenantId, (db) => loadDeploymentView(db, params.deploymentId));
    if (!(await read())) return nothingHere();
    return openEventStream({
      signal: request.signal,
      listen: (onChange) => listen(tenantId, `deployment:${params.deploymentId}`, onChange),
      read: async () => {
        const view = await read();
        if (!view) return { isLast: true };
        const run = toRunState(view, new Date());
        return { event: { name: "run", data: run }, isLast: hasEnded(run) };
      },
    });
  },
});
