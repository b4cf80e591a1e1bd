import { notFound } from "next/navigation";
import { answerInTime } from "@/lib/aws/answer-in-time";
import { fetchFlow } from "@/lib/flow-library/fetch-flow";
import type { BothStages, FlowStage, StoredFlow } from "@/lib/flow-library/flow-of-instance";
import type { TenantId } from "@/lib/kernel/ids";
import { type Problem, type Result, succeed } from "@/lib/kernel/result";
import { type FlowAccount, loadFlowAccount } from "../flow-account";

export interface LoadedFlow {
  account: FlowAccount;
  /** The content that the address asks for. */
  shown: StoredFlow;
  stages: BothStages;
  /** Someone saved something since that calls don't run yet. */
  hasOtherDraft: boolean;
  draftProblem: Problem | undefined;
}

/** The flow of this address, as the instance has it now. One that isn't there is "not found". */
export async function loadFlow(
  tenantId: TenantId,
  slug: string,
  flowId: string,
  search: { account?: string; stage?: string },
): Promise<Result<LoadedFlow>> {
  const account = await loadFlowAccount(tenantId, slug, search.account);
  if (!account) notFound();
  const read = await answerInTime(fetchFlow({ tenantId, connectionId: account.connectionId, flowId }));
  if (!read.ok) {
    if (read.problem.code === "flow-not-found") notFound();
    return read;
  }
  const stages = read.value;
  const asked: FlowStage = search.stage === "draft" ? "draft" : "live";
  const shown = stages[asked] ?? stages.live ?? stages.draft;
  if (!shown) notFound();
  return succeed({
    account,
    shown,
    stages,
    hasOtherDraft:
      stages.live !== undefined && stages.draft !== undefined && stages.live.text !== stages.draft.text,
    draftProblem: stages.draftProblem,
  });
}
