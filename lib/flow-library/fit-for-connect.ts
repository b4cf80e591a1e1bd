import { maxActions, maxCharacters } from "@/lib/flows/check/validate-flow";
import { withoutSpace } from "@/lib/flows/edit/edit-json";
import type { FlowFile } from "@/lib/flows/language/parse-flow-file";
import { fail, type Result, succeed } from "@/lib/kernel/result";

/**
 * The text that Connect is given: as it stands, or, when only the indentation makes it too long, without the space
 * between values. Refuses what Connect would refuse in any case. Pure.
 */
export function fitForConnect(
  file: Pick<FlowFile, "text" | "document" | "isModule">,
  as: "draft" | "published",
): Result<string> {
  if (file.isModule) {
    return fail({
      code: "flow-is-module",
      sentence: "This is a flow module, which Connect keeps separate from flows. It wasn't saved.",
      wayOut: "Import it as a module in the flow designer. Flows can then reference it.",
    });
  }
  const blocks = file.document.Actions.length;
  if (as === "published" && blocks > maxActions) {
    return fail({
      code: "flow-too-many-blocks",
      sentence: `The flow has ${blocks} blocks. Connect publishes at most ${maxActions}. It wasn't saved.`,
      wayOut: "Move part of it into a flow module.",
    });
  }
  const text = file.text.length > maxCharacters ? withoutSpace(file.text) : file.text;
  if (text.length > maxCharacters) {
    return fail({
      code: "flow-too-long",
      sentence: `The flow is ${text.length} characters long. Connect accepts at most ${maxCharacters}. It wasn't saved.`,
      wayOut: "Shorten spoken texts, or move part of the flow into a module.",
    });
  }
  return succeed(text);
}
