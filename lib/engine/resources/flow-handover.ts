import {
  type ContactFlow,
  DescribeContactFlowCommand,
  InvalidContactFlowException,
  UpdateContactFlowContentCommand,
} from "@aws-sdk/client-connect";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { goesToQueue, handedTo, handOver, takeBack } from "@/lib/flows/edit/hand-over";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import { parseFlow, serialiseFlow } from "@/lib/flows/language/parse-flow";
import { type Problem, ProblemError } from "@/lib/kernel/result";
import { isForeign } from "../claim-number";
import type { DeclaredField } from "../declared-fields";
import { ownershipOf } from "../ownership";
import { defineResource, type ResourceContext } from "../resource";
import { describeFlowProblems } from "./contact-flow-problems";

const handoverProps = z.strictObject({
  /** The flow that goes on to another one: one of the tenant's other integrations'. */
  flowId: z.string().min(1),
  /** The flow that takes over, as an ARN. */
  toFlow: z.string().min(1),
});

const fields: DeclaredField[] = [
  { path: "flowId", kept: "identity" },
  { path: "toFlow", kept: "as-wanted" },
];

/**
 * A flow of another integration of this tenant's that goes on to ours instead of to its own queue. Its record is written
 * anew with it (lib/deployments/keep-handover.ts), so that its own plans, its bypass and its trail go by the same flow.
 */
export const flowHandover = defineResource({
  type: "flow-handover",
  title: "Handover from another flow",
  props: handoverProps,
  fields,
  iamActions: ["connect:DescribeContactFlow", "connect:UpdateContactFlowContent"],
  name: ({ flowId }) => flowId,
  summary: () =>
    "callers of that flow go on to this integration's flow instead of to its queue; if the transfer fails, they still come to its queue",
  usualSeconds: 3,
  conflictWayOut:
    "Remove the other integration, or have it let go of that flow in its settings, before you choose the flow here.",
  predict: (_context, { flowId, toFlow }) => ({ id: flowId, toFlow }),

  async observe(context, { flowId }) {
    const found = await describeFlow(context, flowId);
    const toFlow = found === undefined ? undefined : handedTo(found.content);
    if (found === undefined || toFlow === undefined) return undefined;
    return {
      state: { flowId, toFlow },
      outputs: { id: flowId, toFlow },
      // Another tenant's, of the same instance, stays theirs, and nobody may take it over.
      ownership: isTenants(context, found.flow)
        ? { kind: "ours" }
        : ownershipOf(found.flow.Tags, context.owner),
    };
  },

  async refusal(context, { flowId }) {
    return whyNot(context, await describeFlow(context, flowId));
  },

  async ensure(context, { flowId, toFlow }) {
    const found = await describeFlow(context, flowId);
    const problem = whyNot(context, found);
    if (problem !== undefined || found === undefined) throw new ProblemError(problem ?? flowGone);
    const content = handOver(found.content, toFlow);
    if (content === undefined) throw new ProblemError(withoutQueue(found.flow.Name ?? flowId));
    await publish(context, flowId, content, found.flow.Name ?? flowId);
    return { id: flowId, toFlow };
  },

  removalNote: ({ toFlow }, have) =>
    idOf(have.state.toFlow) === idOf(toFlow)
      ? "the other flow goes on to its own queue again"
      : "the other flow was changed outside Patchbay to go on to a third flow, and stays as it is",

  async remove(context, { flowId, toFlow }) {
    const found = await describeFlow(context, flowId);
    if (found === undefined || isForeign(ownershipOf(found.flow.Tags, context.owner))) return;
    const now = handedTo(found.content);
    // Somebody sends its callers elsewhere by now, and not to what is about to go.
    if (now === undefined || idOf(now) !== idOf(toFlow)) return;
    const name = found.flow.Name ?? flowId;
    if (!goesToQueue(found.content)) throw new ProblemError(withoutWayBack(name));
    await publish(context, flowId, takeBack(found.content), name);
  },
});

/** Of an ID or an ARN, whichever version of the flow it names. */
function idOf(flow: string): string {
  return flow.split("/").at(-1)?.split(":")[0] ?? flow;
}

interface FoundFlow {
  flow: ContactFlow;
  content: FlowDocument;
}

async function describeFlow(context: ResourceContext, flowId: string): Promise<FoundFlow | undefined> {
  try {
    const command = new DescribeContactFlowCommand({
      InstanceId: context.instanceId,
      ContactFlowId: flowId,
    });
    const { ContactFlow: flow } = await context.aws.connect.send(command, { abortSignal: context.signal });
    const parsed = parseFlow(flow?.Content ?? "");
    return flow === undefined || !parsed.ok ? undefined : { flow, content: parsed.value };
  } catch (error) {
    if (isAwsError(error, "ResourceNotFoundException", "ContactFlowNotPublishedException")) return undefined;
    throw error;
  }
}

async function publish(
  context: ResourceContext,
  flowId: string,
  content: FlowDocument,
  name: string,
): Promise<void> {
  const command = new UpdateContactFlowContentCommand({
    InstanceId: context.instanceId,
    ContactFlowId: flowId,
    Content: serialiseFlow(content),
  });
  try {
    await context.aws.connect.send(command, { abortSignal: context.signal });
  } catch (error) {
    if (!(error instanceof InvalidContactFlowException)) throw error;
    throw new ProblemError(describeFlowProblems(name, content, error.problems ?? []), { cause: error });
  }
}

/** One of this integration's or of another one of the tenant's: the tags of both name this tenant. */
function isTenants({ owner }: ResourceContext, { Tags }: ContactFlow): boolean {
  return ["ours", "other-integration"].includes(ownershipOf(Tags, owner).kind);
}

function whyNot(context: ResourceContext, found: FoundFlow | undefined): Problem | undefined {
  if (found === undefined) return flowGone;
  const name = found.flow.Name ?? "The flow";
  if (!isTenants(context, found.flow)) return notOurs(name);
  return handOver(found.content, "flow") === undefined ? withoutQueue(name) : undefined;
}

const flowGone: Problem = {
  code: "handover-flow-missing",
  sentence: "The flow that is to go on to this integration isn't published, or doesn't exist.",
  wayOut: "Deploy the other integration first, or choose another flow in the settings.",
};

function notOurs(name: string): Problem {
  return {
    code: "handover-flow-not-ours",
    sentence: `"${name}" isn't a flow that Patchbay deployed for this tenant. It wasn't changed.`,
    wayOut:
      "Choose a voice agent's flow that Patchbay deployed, or transfer to this integration's flow in the flow designer.",
  };
}

function withoutQueue(name: string): Problem {
  return {
    code: "handover-without-queue",
    sentence: `"${name}" has no block "set-queue", so there is no place to go on from. It wasn't changed.`,
    wayOut: "Plan and deploy the other integration, which puts the block back. Then plan this one again.",
  };
}

function withoutWayBack(name: string): Problem {
  return {
    code: "handover-without-way-back",
    sentence: `"${name}" no longer has its block "set-queue", so there is no queue for its callers to go back to. It wasn't changed, and the flow that it goes on to stays in the account.`,
    wayOut: "Plan and deploy the other integration, which puts the block back. Then remove this one again.",
  };
}
