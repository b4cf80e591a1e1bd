import { z } from "zod";
import { defineRoute, nothingHere } from "@/components/define-route";
import { withTenant } from "@/lib/access/tenant/scope";
import { exportFlow } from "@/lib/flow-library/export-flow";
import { fetchFlow } from "@/lib/flow-library/fetch-flow";
import { attachmentOf } from "@/lib/flow-library/file-name";
import { loadFlowVersion } from "@/lib/flow-library/list-versions";

export const dynamic = "force-dynamic";

const query = z.union([
  /** A version that was kept. */
  z.object({ version: z.uuid() }),
  /** What the instance has now. */
  z.object({ account: z.uuid(), stage: z.enum(["live", "draft"]) }),
]);

/** A flow as a file, byte for byte. */
export const GET = defineRoute<{ tenant: string; flowId: string }>({
  permission: "tenant:read",
  answer: async ({ tenantId }, { params: { flowId }, request }) => {
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) return nothingHere();
    if ("version" in asked.data) {
      const { version } = asked.data;
      const kept = await withTenant(tenantId, (db) => loadFlowVersion(db, version));
      if (!kept || kept.flowId !== flowId) return nothingHere();
      return file(exportFlow({ name: kept.name, stage: "live", text: kept.text }));
    }
    const { account: connectionId, stage } = asked.data;
    const read = await fetchFlow({ tenantId, connectionId, flowId });
    if (!read.ok) {
      return Response.json(
        { problem: read.problem },
        { status: read.problem.code === "flow-not-found" ? 404 : 502 },
      );
    }
    const flow = read.value[stage] ?? read.value.draft;
    return flow ? file(exportFlow(flow)) : nothingHere();
  },
});

function file({ fileName, text }: { fileName: string; text: string }): Response {
  return new Response(text, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": attachmentOf(fileName),
      "cache-control": "no-store",
    },
  });
}
