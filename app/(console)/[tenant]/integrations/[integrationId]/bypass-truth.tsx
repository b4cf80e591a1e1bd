import { ProblemNotice } from "@/components/ui/problem-notice";
import { ReadProblem } from "@/components/ui/read-problem";
import { fetchLiveBypass } from "@/lib/deployments/fetch-live-bypass";
import type { IntegrationView } from "@/lib/integrations/store";
import type { TenantId } from "@/lib/kernel/ids";

interface BypassTruthProps {
  tenantId: TenantId;
  integration: IntegrationView;
}

/** Speaks only where the live flow is not the variant that this console left there. */
export async function BypassTruth({ tenantId, integration }: BypassTruthProps) {
  const live = await fetchLiveBypass(tenantId, integration.id);
  const { agent } = integration.bypassWords;
  const isRecordedOn = integration.bypass !== undefined;
  switch (live.kind) {
    case "not-deployed":
      return null;
    case "on":
    case "off":
      return (live.kind === "on") === isRecordedOn ? null : (
        <ProblemNotice
          state="attention"
          problem={{
            code: "bypass-differs",
            sentence:
              live.kind === "on"
                ? `Callers bypass ${agent}, although the bypass is recorded as off.`
                : `Callers reach ${agent}, although the bypass is recorded as on.`,
            wayOut: "Turn the bypass on or off to correct the record, or plan changes and deploy.",
          }}
        />
      );
    case "changed":
      return (
        <ProblemNotice
          state="attention"
          problem={{
            code: "flow-changed-by-hand",
            sentence: `The live flow was changed outside Patchbay, so it's unknown whether callers reach ${agent}.`,
            wayOut: "Plan changes to see every difference.",
          }}
        />
      );
    case "unknown":
      return (
        <ReadProblem
          problem={{
            ...live.problem,
            sentence: `Can't tell whether callers reach ${agent}. ${live.problem.sentence}`,
          }}
        />
      );
  }
}
