import { type ActionType, next, noMatchingError, rawParameter, resolvedValue, textParameter } from "../block";
import { attributesLimitBytes, attributesSizeBytes } from "../call-state";

/**
 * All attributes of the block are set, or none: past 32 KB for the whole contact the block takes its error branch. Keys
 * hold no `$` and no `.`. What the flow log says about a failed block isn't documented: it logs what was to be set,
 * and no result, so that nothing depends on one.
 */
export const updateContactAttributes: ActionType = {
  type: "UpdateContactAttributes",
  logType: "SetAttributes",
  run(block) {
    const raw = rawParameter(block, "Attributes");
    if (typeof raw !== "object" || raw === null) return noMatchingError;
    const isRelated = textParameter(block, "TargetContact") === "Related";
    const target = isRelated ? block.call.related : block.call;
    if (target === undefined) return noMatchingError;
    const wanted: [key: string, value: string][] = [];
    for (const [key, value] of Object.entries(raw)) {
      const resolved = resolvedValue(block, value) ?? "";
      if (/[$.]/.test(key) || typeof resolved === "object") return noMatchingError;
      wanted.push([key, String(resolved)]);
    }
    for (const [Key, Value] of wanted)
      block.log({ Parameters: { Key, Value, AddAttributeToRelatedContact: String(isRelated) } });
    const attributes = { ...target.attributes, ...Object.fromEntries(wanted) };
    if (attributesSizeBytes(attributes) > attributesLimitBytes) return noMatchingError;
    target.attributes = attributes;
    return next;
  },
};
