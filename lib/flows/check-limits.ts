import { type FlowAction, type FlowDocument, isRecord } from "./flow-document";
import type { BlockFinding, FlowFinding } from "./flow-finding";
import { stringsIn } from "./references";

/** All attributes of a contact together: a block that would exceed it sets none. Also the most that a Lambda may answer. */
const MAX_ATTRIBUTE_BYTES = 32 * 1024;

/** The longest that a block of this type waits, in seconds, by AWS's documentation. Lambda's limit is checked elsewhere. */
const LONGEST_WAITS: Readonly<Record<string, { parameter: string; seconds: number }>> = {
  TransferParticipantToThirdParty: { parameter: "ThirdPartyConnectionTimeLimitSeconds", seconds: 600 },
  GetParticipantInput: { parameter: "InputTimeLimitSeconds", seconds: 180 },
  Wait: { parameter: "TimeLimitSeconds", seconds: 7 * 24 * 3600 },
};
const MOST_ROUNDS = 100;

/** Time limits over AWS's, too many rounds of a loop, and more data than a contact can carry. */
export function checkLimits(document: FlowDocument): FlowFinding[] {
  const perBlock = document.Actions.flatMap((action) =>
    [...checkWait(action), ...checkRounds(action), ...checkTexts(action)].map((finding) => ({
      ...finding,
      blockId: action.Identifier,
    })),
  );
  return [...perBlock, ...checkAttributes(document)];
}

function checkWait(action: FlowAction): BlockFinding[] {
  const limit = Object.hasOwn(LONGEST_WAITS, action.Type) ? LONGEST_WAITS[action.Type] : undefined;
  const seconds = limit && wholeNumber(action.Parameters?.[limit.parameter]);
  if (limit === undefined || seconds === undefined || seconds <= limit.seconds) return [];
  return [
    {
      code: "time-limit",
      severity: "bad",
      path: `Parameters.${limit.parameter}`,
      sentence: `"${action.Identifier}" waits up to ${seconds} seconds; Connect takes at most ${limit.seconds}.`,
      wayOut: `Set the limit to at most ${limit.seconds} seconds.`,
    },
  ];
}

function checkRounds(action: FlowAction): BlockFinding[] {
  if (action.Type !== "Loop") return [];
  const rounds = wholeNumber(action.Parameters?.LoopCount);
  if (rounds === undefined || rounds <= MOST_ROUNDS) return [];
  return [
    {
      code: "loop-count",
      severity: "bad",
      path: "Parameters.LoopCount",
      sentence: `"${action.Identifier}" goes round ${rounds} times; Connect takes at most ${MOST_ROUNDS}.`,
      wayOut: `Set it to at most ${MOST_ROUNDS}.`,
    },
  ];
}

function checkTexts(action: FlowAction): BlockFinding[] {
  return stringsIn(action.Parameters)
    .filter(({ value }) => bytesOf(value) > MAX_ATTRIBUTE_BYTES)
    .map(({ path, value }) => ({
      code: "text-too-long",
      severity: "attention" as const,
      path: `Parameters.${path}`,
      sentence: `"${action.Identifier}" holds a text of ${kilobytes(bytesOf(value))} KB; a contact carries 32 KB in all.`,
      wayOut: "Shorten it, or let a Lambda function keep it and hand out a reference.",
    }));
}

function checkAttributes(document: FlowDocument): FlowFinding[] {
  const sizes = document.Actions.map((action) => ({ action, bytes: attributeBytes(action) }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= MAX_ATTRIBUTE_BYTES) return [];
  const tooLarge = sizes.find(({ bytes }) => bytes > MAX_ATTRIBUTE_BYTES);
  return [
    {
      code: "attributes-too-large",
      severity: tooLarge === undefined ? "attention" : "bad",
      ...(tooLarge === undefined
        ? {}
        : { blockId: tooLarge.action.Identifier, path: "Parameters.Attributes" }),
      sentence: `${tooLarge === undefined ? "The flow" : `"${tooLarge.action.Identifier}"`} sets contact attributes of ${kilobytes(
        tooLarge?.bytes ?? total,
      )} KB. A contact holds 32 KB in all; past that, a block takes its error branch and sets nothing.`,
      wayOut: "Keep large data outside, and only a reference to it in an attribute.",
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

/** Values from the contact (`$.Attributes.x`) are not known before the call. */
function wholeNumber(value: unknown): number | undefined {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^\d+$/.test(text) ? Number(text) : undefined;
}
