import type { FlowAction } from "./flow-document";
import type { ActionRule } from "./rules/action-rule";
import { branchingBlocks } from "./rules/branching-blocks";
import type { FlowKind } from "./rules/flow-kind";
import { recordBlocks } from "./rules/record-blocks";
import { routingBlocks } from "./rules/routing-blocks";
import { settingBlocks } from "./rules/setting-blocks";
import { talkingBlocks } from "./rules/talking-blocks";

const rules: Readonly<Record<string, ActionRule>> = {
  ...branchingBlocks,
  ...recordBlocks,
  ...routingBlocks,
  ...settingBlocks,
  ...talkingBlocks,
};

/** undefined when the type isn't known: then nothing is claimed about it. */
export function actionRule(type: string): ActionRule | undefined {
  return Object.hasOwn(rules, type) ? rules[type] : undefined;
}

/** What is asked of this very block: its type's rule, with what its own parameters and its flow make of it. */
export function ruleOf(
  action: Pick<FlowAction, "Type" | "Parameters">,
  kind?: FlowKind,
): ActionRule | undefined {
  const rule = actionRule(action.Type);
  if (rule?.vary === undefined) return rule;
  return { ...rule, ...rule.vary(action.Parameters ?? {}, kind) };
}

/**
 * Names that are no types of the flow language, though flow logs, older pages and other tools write them. Publishing
 * was seen to refuse them; of any other name that isn't known here nothing is claimed.
 */
const noTypes: ReadonlySet<string> = new Set([
  "CheckContactAttributes",
  "CheckStaffing",
  "Distribute",
  "Disconnect",
  "InvokeAPI",
  "InvokeExternalResource",
  "PlayPrompt",
  "ReturnFromFlowModule",
  "StoreUserInput",
  "TransferToAgent",
  "TransferToQueue",
  "UnTagContact",
  "UpdateRoutingCriteria",
]);

export function isNoType(type: string): boolean {
  return noTypes.has(type) || /^Set[A-Z]/.test(type);
}
