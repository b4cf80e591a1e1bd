import { z } from "zod";
import type { Lease } from "@/lib/jobs/lease";
import { tenantIdInput } from "@/lib/kernel/id-input";

/** What a job's code is given besides its payload. */
export interface JobContext {
  /** Aborted when the worker stops or was declared dead: stop between two steps and throw; the job runs again. */
  signal: AbortSignal;
  /** To be held before each change outside: a worker that was paused may no longer be the one. */
  lease: Lease;
}

/** Does one job. It may run more than once and must come to the same end. Throwing has it run again, later each time. */
export type JobHandler = (payload: unknown, context: JobContext) => Promise<void>;

const applyDeployment = z.object({ tenantId: tenantIdInput, deploymentId: z.uuid() });

const publishGuide = z.object({ tenantId: tenantIdInput, publicationId: z.uuid() });

const guides = z.object({ tenantId: tenantIdInput, connectionId: z.uuid() });

const scan = z.object({ tenantId: tenantIdInput, connectionId: z.uuid() });

/** Every kind of job, by its name. The code behind one is loaded when the first of its kind comes. */
export const tasks: Record<string, JobHandler> = {
  "apply-deployment": async (payload, { signal, lease }) => {
    const { runDeployment } = await import("@/lib/deployments/run-deployment");
    await runDeployment(applyDeployment.parse(payload), signal, lease);
  },
  "publish-guide": async (payload, { signal, lease }) => {
    const { runPublication } = await import("@/lib/integrations/publication/run-publication");
    await runPublication(publishGuide.parse(payload), signal, lease);
  },
  "check-guides": async (payload, { signal }) => {
    const { checkGuidesOf } = await import("@/lib/integrations/check-guides-of");
    await checkGuidesOf(guides.parse(payload), signal);
  },
  "scan-contacts": async (payload, { signal }) => {
    const { scanContacts } = await import("@/lib/contacts/scan/scan-contacts");
    await scanContacts(scan.parse(payload), signal);
  },
};
