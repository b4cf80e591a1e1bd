import {
  type ActionType,
  type Block,
  next,
  noMatchingError,
  rawParameter,
  resolvedValue,
  textParameter,
} from "../block";
import { attributesLimitBytes, attributesSizeBytes } from "../call-state";

/** 32 KB for all attributes together: what goes beyond is cut. Keys hold no `$` and no `.`. */
export const updateContactAttributes: ActionType = {
  type: "UpdateContactAttributes",
  logType: "SetAttributes",
  run(block) {
    const raw = rawParameter(block, "Attributes");
    if (typeof raw !== "object" || raw === null) return noMatchingError;
    if (textParameter(block, "TargetContact") === "Related") return noMatchingError;
    for (const [key, value] of Object.entries(raw)) {
      const resolved = resolvedValue(block, value) ?? "";
      if (/[$.]/.test(key) || typeof resolved === "object") return noMatchingError;
      const text = String(resolved);
      block.log({ Parameters: { Key: key, Value: text, AddAttributeToRelatedContact: "false" } });
      setAttribute(block, key, text);
    }
    return next;
  },
};

function setAttribute(block: Block, key: string, text: string): void {
  const others = Object.fromEntries(Object.entries(block.call.attributes).filter(([name]) => name !== key));
  const room = attributesLimitBytes - attributesSizeBytes(others) - Buffer.byteLength(key);
  if (room < 0) return;
  block.call.attributes = { ...others, [key]: cutToBytes(text, room) };
}

/** Cuts on a character's border: half a character would not be UTF-8. */
function cutToBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const buffer = Buffer.from(text);
  let end = bytes;
  while (end > 0 && ((buffer[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return buffer.subarray(0, end).toString("utf8");
}
