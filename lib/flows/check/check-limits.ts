import { type FlowAction, type FlowDocument, isRecord } from "../language/flow-document";
import type { BlockFinding, FlowFinding } from "../language/flow-finding";
import { stringsIn } from "../language/references";

/** All attributes of a contact together: a block that would exceed it sets none. Also the most that a Lambda may answer. */
const maxAttributeBytes = 32 * 1024;

/** More data than a contact can carry. */
export function checkLimits(document: FlowDocument): FlowFinding[] {
  const perBlock = document.Actions.flatMap((action) =>
    checkTexts(action).map((finding) => ({ ...finding, blockId: action.Identifier })),
  );
  return [...perBlock, ...checkAttributes(document)];
}

function checkTexts(action: FlowAction): BlockFinding[] {
  return stringsIn(action.Parameters)
    .filter(({ value }) => bytesOf(value) > maxAttributeBytes)
    .map(({ path, value }) => ({
      code: "text-too-long",
      severity: "attention" as const,
      path: `Parameters.${path}`,
      sentence: `"${action.Identifier}" has a text of ${kilobytes(bytesOf(value))} KB, but a contact's attributes can't exceed 32 KB in total.`,
      wayOut: "Shorten it, or store it with a Lambda function and keep only a reference.",
    }));
}

function checkAttributes(document: FlowDocument): FlowFinding[] {
  const sizes = document.Actions.map((action) => ({ action, bytes: attributeBytes(action) }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= maxAttributeBytes) return [];
  const tooLarge = sizes.find(({ bytes }) => bytes > maxAttributeBytes);
  return [
    {
      code: "attributes-too-large",
      severity: tooLarge === undefined ? "attention" : "bad",
      ...(tooLarge === undefined
        ? {}
        : { blockId: tooLarge.action.Identifier, path: "Parameters.Attributes" }),
      sentence: `${tooLarge === undefined ? "The flow" : `"${tooLarge.action.Identifier}"`} sets contact attributes of ${kilobytes(
        tooLarge?.bytes ?? total,
      )} KB. A contact's attributes can't exceed 32 KB in total. Beyond that, the block takes its error branch and sets nothing.`,
      wayOut: "Store large data elsewhere, and keep only a reference to it in an attribute.",
    },
  ];
}

function attributeBytes(action: FlowAction): number {
  const attributes = action.Type === "UpdateContactAttributes" ? action.Parameters?.Attributes : undefined;
  if (!isRecord(attributes)) return 0;
  return Object.entries(attributes).reduce(
    (sum, [name, value]) => sum + bytesOf(name) + (typeof value === "string" ? bytesOf(value) : 0),
    0,
  );
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 1024);
}
