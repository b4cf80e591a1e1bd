import { isNoType, ruleOf } from "../language/action-rules";
import type { FlowAction } from "../language/flow-document";
import type { BlockFinding } from "../language/flow-finding";
import { isKnownRoot, referencesIn, stringsIn } from "../language/references";
import type { ActionRule } from "../language/rules/action-rule";
import type { FlowKind } from "../language/rules/flow-kind";
import { isWholeReference } from "../language/rules/value-rules";
import { checkBranches } from "./check-branches";
import { checkParameters } from "./check-parameters";

/** What publishing asks of this block, by its type and by the kind of flow that it stands in (undefined: not known). */
export function checkBlock(action: FlowAction, kind?: FlowKind): BlockFinding[] {
  const rule = ruleOf(action, kind);
  if (rule === undefined) return [unknownType(action)];
  return [
    ...checkFlowKind(action, rule, kind),
    ...checkParameters(action, rule),
    ...checkBranches(action, rule),
    ...checkRoots(action),
    ...checkAttributeKeys(action),
  ];
}

function unknownType({ Identifier, Type }: FlowAction): BlockFinding {
  return isNoType(Type)
    ? {
        code: "block-type-refused",
        severity: "bad",
        path: "Type",
        sentence: `"${Identifier}" is of type ${Type}, which the flow language doesn't have.`,
        wayOut: "Delete the block, and add the right one in the flow designer.",
      }
    : {
        code: "block-type-unknown",
        severity: "attention",
        path: "Type",
        sentence: `"${Identifier}" is of type ${Type}, which isn't known here, so it wasn't checked.`,
        wayOut: "Connect checks it when the flow is published.",
      };
}

const kindWords: Readonly<Record<FlowKind, string>> = {
  CONTACT_FLOW: "inbound flows",
  CUSTOMER_QUEUE: "customer queue flows",
  CUSTOMER_HOLD: "customer hold flows",
  CUSTOMER_WHISPER: "customer whisper flows",
  AGENT_HOLD: "agent hold flows",
  AGENT_WHISPER: "agent whisper flows",
  OUTBOUND_WHISPER: "outbound whisper flows",
  AGENT_TRANSFER: "transfer to agent flows",
  QUEUE_TRANSFER: "transfer to queue flows",
  CAMPAIGN: "campaign flows",
  MODULE: "flow modules",
};

function checkFlowKind(
  { Identifier }: FlowAction,
  { title, flowKinds }: ActionRule,
  kind: FlowKind | undefined,
): BlockFinding[] {
  if (flowKinds === undefined || kind === undefined || flowKinds.kinds.includes(kind)) return [];
  // Campaign flows are documented too thinly to claim anything. A module may hold any block but for those of one place.
  if (kind === "CAMPAIGN" || (kind === "MODULE" && flowKinds.kinds.length > 1)) return [];
  if (kind === "MODULE" && flowKinds.elsewhere !== "refused") return [];
  const places = flowKinds.kinds.map((each) => kindWords[each]).join(", ");
  const isRefused = flowKinds.elsewhere === "refused";
  return [
    {
      code: isRefused ? "block-not-in-this-flow" : "block-unusual-in-this-flow",
      severity: isRefused ? "bad" : "attention",
      path: "Type",
      sentence: isRefused
        ? `"${Identifier}" (${title}) can't be in ${kindWords[kind]}: Connect allows it only in ${places}.`
        : `AWS documents "${Identifier}" (${title}) for ${places}, not for ${kindWords[kind]}; whether Connect publishes it there isn't known.`,
      wayOut: isRefused
        ? "Remove the block, or use a flow of another type."
        : "Publish it to a test flow first, or use a flow of another type.",
    },
  ];
}

function checkRoots(action: FlowAction): BlockFinding[] {
  // A view's own data has paths of its own that look like references.
  if (action.Type === "ShowView") return [];
  return stringsIn(action.Parameters).flatMap(({ path, value }) =>
    referencesIn(value)
      .filter(({ root }) => !isKnownRoot(root))
      .map(({ whole }) => {
        const isRefused = isWholeReference(value);
        return {
          code: "reference-root-unknown",
          severity: isRefused ? ("bad" as const) : ("attention" as const),
          path: `Parameters.${path}`,
          sentence: isRefused
            ? `"${action.Identifier}" reads ${whole}, but contacts have nothing with that name.`
            : `"${action.Identifier}" has ${whole} in its text; if it's meant as a reference, contacts have nothing with that name.`,
          wayOut: "Check the spelling, for example $.Attributes.name.",
        };
      }),
  );
}

function checkAttributeKeys(action: FlowAction): BlockFinding[] {
  if (action.Type !== "UpdateContactAttributes") return [];
  return Object.keys(action.Parameters?.Attributes ?? {})
    .filter((key) => /[$.]/.test(key) || key === "")
    .map((key) => ({
      code: "attribute-name",
      severity: "bad" as const,
      path: `Parameters.Attributes.${key}`,
      sentence: `"${action.Identifier}" sets an attribute named "${key}"; an attribute's name can't contain $ or a period.`,
      wayOut: "Rename the attribute.",
    }));
}
