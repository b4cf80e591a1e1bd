import {
  type ContactFlowType,
  CreateContactFlowCommand,
  InvalidContactFlowException,
  UpdateContactFlowContentCommand,
} from "@aws-sdk/client-connect";
import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import { type AwsAccess, openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { isAwsError, missingActionOf } from "@/lib/aws/describe-aws-error";
import { describeFailure } from "@/lib/aws/describe-failure";
import { tenantTags } from "@/lib/engine/ownership";
import { describeStage, flowNotFound } from "@/lib/flow-library/fetch-flow";
import { fitForConnect } from "@/lib/flow-library/fit-for-connect";
import { listItemOf } from "@/lib/flow-library/list-flows";
import { recordFlowVersion } from "@/lib/flow-library/record-version";
import { parsePublishProblems } from "@/lib/flows/check/publish-problems";
import type { FlowFinding } from "@/lib/flows/language/flow-finding";
import type { FlowFile } from "@/lib/flows/language/parse-flow-file";
import { config } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, ProblemError } from "@/lib/kernel/result";

/** A new flow, or another content for one that is there. */
export type ImportTarget =
  | { kind: "new"; name: string; flowType: string; description: string }
  /** The hash of the content that the person saw: a flow that someone changed since is left alone. */
  | { kind: "existing"; flowId: string; seenSha256: string };

export interface FlowImport {
  tenantId: TenantId;
  connectionId: string;
  actor: Actor;
  file: Pick<FlowFile, "text" | "document" | "isModule">;
  target: ImportTarget;
  /** A draft isn't checked by Connect and takes no call. */
  as: "draft" | "published";
}

export type ImportOutcome =
  | { ok: true; value: { flowId: string; flowArn: string } }
  /** `findings` are Connect's reasons, each at its block, when it refused to publish. */
  | { ok: false; problem: Problem; findings?: FlowFinding[] };

/** Saves a flow in the instance. What Connect refuses changes nothing there. Call it outside any scope. */
export async function importFlow(wanted: FlowImport): Promise<ImportOutcome> {
  const { tenantId, connectionId, actor, file, target, as } = wanted;
  const fit = fitForConnect(file, as);
  if (!fit.ok) return fit;
  const content = fit.value;
  try {
    const access = requireInstance(await openAwsConnection(tenantId, connectionId, "deploy"));
    const saved =
      target.kind === "new"
        ? await createFlow(access, tenantId, target, content, as)
        : await replaceContent(access, tenantId, target, content, as);
    await withTenant(tenantId, async (db) => {
      const { flowId, flowArn, name } = saved;
      await recordAudit(db, {
        tenantId,
        actor,
        action: as === "draft" ? "flow:save-draft" : "flow:publish",
        target: flowId,
        detail: { name, connectionId },
      });
      if (as === "draft") return;
      await recordFlowVersion(db, { tenantId, flowId, flowArn, name, content, savedBy: actor.name });
    });
    return { ok: true, value: { flowId: saved.flowId, flowArn: saved.flowArn } };
  } catch (error) {
    if (error instanceof InvalidContactFlowException) {
      const messages = (error.problems ?? []).map(({ message }) => message);
      return { ...fail(publishRefused), findings: parsePublishProblems(messages, file.document) };
    }
    if (target.kind === "new" && isAwsError(error, "DuplicateResourceException")) {
      return fail(nameTaken(target.name));
    }
    if (target.kind === "existing" && missingActionOf(error) === "connect:UpdateContactFlowContent") {
      return fail(notOurs);
    }
    return fail(describeFailure(error));
  }
}

interface SavedFlow {
  flowId: string;
  flowArn: string;
  name: string;
}

async function createFlow(
  { clients, instanceId }: AwsAccess,
  tenantId: TenantId,
  { name, flowType, description }: Extract<ImportTarget, { kind: "new" }>,
  content: string,
  as: FlowImport["as"],
): Promise<SavedFlow> {
  const command = new CreateContactFlowCommand({
    InstanceId: instanceId,
    Name: name,
    Type: flowType as ContactFlowType,
    Description: description,
    Content: content,
    Status: as === "draft" ? "SAVED" : "PUBLISHED",
    // The onboarding template's role may change flows with these tags only.
    Tags: tenantTags(config().installation, tenantId),
  });
  const created = await clients.connect.send(command);
  return { flowId: created.ContactFlowId ?? "", flowArn: created.ContactFlowArn ?? "", name };
}

async function replaceContent(
  access: AwsAccess,
  tenantId: TenantId,
  { flowId, seenSha256 }: Extract<ImportTarget, { kind: "existing" }>,
  content: string,
  as: FlowImport["as"],
): Promise<SavedFlow> {
  const { clients, instanceId } = access;
  const flow =
    (await describeStage(access, tenantId, flowId, as === "draft" ? "draft" : "live")) ??
    (await describeStage(access, tenantId, flowId, "draft"));
  if (flow === undefined) throw new ProblemError(flowNotFound);
  const { integrationId, contentSha256, arn, name } = listItemOf(flow, tenantId);
  if (integrationId !== undefined) throw new ProblemError(managed(name));
  if (contentSha256 !== seenSha256) throw new ProblemError(changedSince(name));
  const command = new UpdateContactFlowContentCommand({
    InstanceId: instanceId,
    ContactFlowId: as === "draft" ? `${flowId}:$SAVED` : flowId,
    Content: content,
  });
  await clients.connect.send(command);
  return { flowId, flowArn: arn, name };
}

const publishRefused: Problem = {
  code: "flow-rejected",
  sentence: "Amazon Connect refused to publish the flow. Nothing was changed in the instance.",
  wayOut: "Fix the blocks that it names, or save the flow as a draft and finish it in the flow designer.",
};

const notOurs: Problem = {
  code: "permission-missing",
  sentence: "AWS denied the change. The connection's role can't publish flows that Patchbay didn't create.",
  wayOut:
    "Save the content as a new flow, or update the onboarding stack with the parameter EditAllFlows set to yes.",
};

function nameTaken(name: string): Problem {
  return {
    code: "flow-name-taken",
    sentence: `The instance already has a flow named "${name}". Nothing was changed.`,
    wayOut: "Choose another name, or open that flow and replace its content.",
  };
}

function managed(name: string): Problem {
  return {
    code: "flow-managed",
    sentence: `The flow "${name}" belongs to an integration, and its next plan would undo the change. Nothing was changed.`,
    wayOut: "Change the integration's settings, or save the content as a new flow.",
  };
}

function changedSince(name: string): Problem {
  return {
    code: "flow-changed-since",
    sentence: `The flow "${name}" was changed since you opened it. Nothing was saved.`,
    wayOut: "Reopen the flow, compare the versions, and save again.",
  };
}
