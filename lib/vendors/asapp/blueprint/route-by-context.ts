import { connectArn } from "@/lib/blueprints/shared/arns";
import { type ClosingBlock, say, setAttributes, setQueue } from "@/lib/blueprints/shared/flow-blocks";
import type { Block } from "@/lib/flows/language/build-flow";
import { attributeNames } from "./attributes";
import type { AsappInput } from "./names";
import type { AsappSettings } from "./settings";

export type RoutingBlock =
  | "keep-context"
  | "keep-variables"
  | "mark-variables-not-saved"
  | "by-task"
  | "by-transfer-type"
  | "say-transferring"
  | "to-system-flow"
  | "say-flow-closed"
  | `task-${number}`
  | `task-${number}-queue`;

const context = "$.External.outputContext";

/**
 * Where a caller goes with whom GenerativeAgent is done. A task of the table decides first, because it says more than the
 * transfer type; AGENT then leads to the queue, and SYSTEM to the tenant's flow, or to the queue where there is none.
 */
export function routingBlocks(input: AsappInput): Record<RoutingBlock, Block<RoutingBlock | ClosingBlock>> {
  const { settings, instanceArn } = input;
  const kept = keptVariables(settings);
  const hasKept = Object.keys(kept).length > 0;
  const route = settings.tasks.length > 0 ? "by-task" : "by-transfer-type";
  return {
    "keep-context": setAttributes(
      {
        [attributeNames.status]: "$.External.status",
        [attributeNames.transferType]: `${context}.transferType`,
        [attributeNames.taskName]: `${context}.currentTaskName`,
      },
      hasKept ? "keep-variables" : route,
    ),
    // A block of its own: a variable that cannot be kept costs neither the status nor the way on.
    "keep-variables": setAttributes(kept, route, "mark-variables-not-saved"),
    "mark-variables-not-saved": setAttributes({ [attributeNames.status]: "not-saved" }, route),
    "by-task": {
      type: "Compare",
      parameters: { ComparisonValue: `${context}.currentTaskName` },
      when: Object.fromEntries(settings.tasks.map(({ task }, index) => [task, `task-${index + 1}` as const])),
      errors: { NoMatchingCondition: "by-transfer-type" },
    },
    "by-transfer-type": {
      type: "Compare",
      parameters: { ComparisonValue: `${context}.transferType` },
      when: {
        AGENT: "say-transferring",
        SYSTEM: settings.systemFlowId === undefined ? "say-transferring" : "to-system-flow",
      },
      errors: { NoMatchingCondition: "say-transferring" },
    },
    "say-transferring": say(settings.texts.transferringBack, "set-queue"),
    "to-system-flow": toFlow(instanceArn, settings.systemFlowId ?? ""),
    "say-flow-closed": say(settings.texts.error, "set-queue"),
    ...Object.fromEntries(
      settings.tasks.flatMap(({ target }, index) => taskBlocks(input, target, index + 1)),
    ),
  };
}

function taskBlocks(
  { settings, instanceArn }: AsappInput,
  target: string,
  place: number,
): [RoutingBlock, Block<RoutingBlock | ClosingBlock>][] {
  if (/(?:^|\/)contact-flow\//.test(target)) {
    return [[`task-${place}`, toFlow(instanceArn, wholeOrId(target))]];
  }
  return [
    [`task-${place}`, say(settings.texts.transferringBack, `task-${place}-queue`)],
    [`task-${place}-queue`, setQueue(instanceArn, wholeOrId(target))],
  ];
}

/** "queue/<id>" → the id; an ARN stays as it is. */
function wholeOrId(target: string): string {
  return target.startsWith("arn:") ? target : (target.split("/").at(-1) ?? "");
}

function toFlow(instanceArn: string, flowId: string): Block<"say-flow-closed"> {
  return {
    type: "TransferToFlow",
    parameters: { ContactFlowId: connectArn(instanceArn, "contact-flow", flowId) },
    errors: { NoMatchingError: "say-flow-closed" },
  };
}

function keptVariables({ referenceVariables, transferVariables }: AsappSettings): Record<string, string> {
  const rows = (kind: string, variables: AsappSettings["referenceVariables"]) =>
    variables.map(({ variable, attribute }) => [attribute, `${context}.${kind}.${variable}`]);
  return Object.fromEntries([
    ...rows("referenceVariables", referenceVariables),
    ...rows("transferVariables", transferVariables),
  ]);
}
