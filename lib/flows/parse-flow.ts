import { z } from "zod";
import { fail, type Result, succeed } from "@/lib/result";
import type { FlowDocument } from "./flow-document";

const transitions = z.looseObject({
  NextAction: z.string().optional(),
  Conditions: z
    .array(
      z.looseObject({
        NextAction: z.string(),
        Condition: z.looseObject({ Operator: z.string(), Operands: z.array(z.string()) }),
      }),
    )
    .optional(),
  Errors: z.array(z.looseObject({ NextAction: z.string(), ErrorType: z.string() })).optional(),
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
 * former format, which Connect's API does not take), `flow-not-understood`.
 */
export function parseFlow(text: string): Result<FlowDocument> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail({
      code: "flow-not-json",
      sentence: "The flow is not valid JSON.",
      wayOut: "Export it again from the flow designer and bring that file unchanged.",
    });
  }
  if (typeof json === "object" && json !== null && "modules" in json && !("Actions" in json)) {
    return fail({
      code: "flow-old-export",
      sentence: "The flow is in the format that Connect's designer exported formerly.",
      wayOut: "Import it in the flow designer, which converts it, export it there, and bring that file.",
    });
  }
  const parsed = flowDocument.safeParse(json);
  if (parsed.success) return succeed(parsed.data);
  const [issue] = parsed.error.issues;
  return fail({
    code: "flow-not-understood",
    sentence: `The JSON is not a flow: ${issue ? `${issue.path.join(".") || "the document"}: ${issue.message}` : "unknown shape"}.`,
    wayOut: "Export the flow again from the flow designer and bring that file unchanged.",
  });
}

/** The text that Connect is given. The same document always gives the same text. */
export function serialiseFlow(document: FlowDocument): string {
  return JSON.stringify(document);
}
