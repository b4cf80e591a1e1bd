import { findHere, type KnownTargets } from "../edit/suggest-mapping";
import type { FlowFinding } from "../language/flow-finding";
import { type FlowReference, kindTitles } from "../language/flow-reference";

/** References that lead nowhere in this instance. Without knowledge of the instance only the unfilled ones are told. */
export function checkReferences(
  references: readonly FlowReference[],
  known: readonly KnownTargets[] | undefined,
): FlowFinding[] {
  return references.flatMap((reference) => {
    const told = whatIsWrong(reference, known);
    if (told === undefined) return [];
    return reference.uses.map(({ blockId, path }) => ({
      ...told,
      blockId,
      path,
      sentence: `"${blockId}" ${told.sentence}`,
    }));
  });
}

type Told = Pick<FlowFinding, "code" | "severity" | "sentence" | "wayOut">;

function whatIsWrong(reference: FlowReference, known: readonly KnownTargets[] | undefined): Told | undefined {
  const { kind, form, value, name } = reference;
  const title = kindTitles[kind].toLowerCase();
  const called = name === undefined ? "" : ` "${name}"`;
  if (form === "empty") {
    return {
      code: "reference-empty",
      severity: "bad",
      sentence: `has no ${title}${called === "" ? "" : `; the exporting instance had${called}`}.`,
      wayOut: `Choose a ${title} from this instance.`,
    };
  }
  if (form === "placeholder") {
    return {
      code: "reference-placeholder",
      severity: "bad",
      sentence: `has "${value.slice(0, 80)}" instead of a ${title}.`,
      wayOut: `Choose a ${title} from this instance.`,
    };
  }
  if (known === undefined) return undefined;
  const list = known.find((each) => each.kind === kind);
  if (findHere(reference, list?.items ?? []) !== undefined) return undefined;
  if (list?.isComplete === true) {
    return {
      code: "reference-unknown",
      severity: "bad",
      sentence: `references a ${title}${called} that doesn't exist in this instance.`,
      wayOut: `Choose a ${title} from this instance.`,
    };
  }
  return {
    code: "reference-unchecked",
    severity: "attention",
    sentence: `references a ${title}${called}. It isn't known whether this instance has it.`,
    wayOut: "Make sure that it's in this instance. Connect checks it when the flow is published.",
  };
}
