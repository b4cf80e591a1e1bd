import { z } from "zod";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { type FlowDocument, isRecord } from "./flow-document";

// A branch that no one connected yet, as drafts have them, leads to "": the checks say so, and the rest is still read.
const target = z.string().default("");

const transitions = z.looseObject({
  NextAction: z.string().optional(),
  Conditions: z
    .array(
      z.looseObject({
        NextAction: target,
        Condition: z.looseObject({ Operator: z.string(), Operands: z.array(z.coerce.string()) }),
      }),
    )
    .optional(),
  Errors: z.array(z.looseObject({ NextAction: target, ErrorType: z.string() })).optional(),
});

const flowDocument = z.looseObject({
  Version: z.string(),
  StartAction: z.string(),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  Actions: z.array(
    z.looseObject({
      Identifier: z.string(),
      Type: z.string(),
      Parameters: z.record(z.string(), z.unknown()).optional(),
      Transitions: transitions.optional(),
    }),
  ),
});

/**
 * Reads a flow's JSON. Unknown keys stay as they are. Problems: `flow-not-json`, `flow-old-export` (the designer's
 * former format, which Connect's API doesn't take), `flow-not-understood`.
 */
export function parseFlow(text: string): Result<FlowDocument> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail({
      code: "flow-not-json",
      sentence: "The flow isn't valid JSON.",
      wayOut: "Export it again from the flow designer and import that file unchanged.",
    });
  }
  return parseFlowValue(json);
}

/** The same for JSON that is parsed already. */
export function parseFlowValue(json: unknown): Result<FlowDocument> {
  if (isRecord(json) && "modules" in json && !("Actions" in json)) {
    return fail({
      code: "flow-old-export",
      sentence: "The flow is in the format of Connect's old flow designer.",
      wayOut:
        "Import it in the flow designer, which converts it. Then export it there, and import that file.",
    });
  }
  const parsed = flowDocument.safeParse(json);
  if (parsed.success) return succeed(parsed.data);
  const [issue] = parsed.error.issues;
  return fail({
    code: "flow-not-understood",
    sentence: `This JSON isn't a flow: ${issue ? describeIssue(json, issue.path) : "its structure is unknown"}.`,
    wayOut: "Export the flow again from the flow designer and import that file unchanged.",
  });
}

function describeIssue(json: unknown, path: readonly PropertyKey[]): string {
  let value = json;
  for (const step of path)
    value = isRecord(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined;
  return `${whereOf(path)} ${value === undefined ? "is missing" : "has a value of the wrong type"}`;
}

/** ["Actions", 3, "Type"] → "Actions[3].Type". */
function whereOf(path: readonly PropertyKey[]): string {
  const words = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return words.replace(/^\./, "") || "the document";
}

/** The text that Connect is given. The same document always gives the same text. */
export function serialiseFlow(document: FlowDocument): string {
  return JSON.stringify(document);
}
