import fc from "fast-check";
import { type Block, buildFlow } from "./build-flow";
import type { FlowDocument } from "./flow-document";

/** Any flow in which every block goes forward, so that each way ends in the Disconnect block at the end. */
export const arbitraryFlow: fc.Arbitrary<FlowDocument> = fc
  .array(
    fc.record({
      kind: fc.constantFrom("say", "compare", "attributes", "lambda"),
      text: fc.string({ minLength: 1 }).filter((text) => !text.includes("$")),
      steps: fc.array(fc.nat(5), { minLength: 3, maxLength: 3 }),
    }),
    { maxLength: 12 },
  )
  .map((drafts) => {
    const end = `b${drafts.length + 1}`;
    const blocks: Record<string, Block> = {
      b0: { type: "UpdateFlowLoggingBehavior", parameters: { FlowLoggingBehavior: "Enabled" }, next: "b1" },
      [end]: { type: "DisconnectParticipant" },
    };
    for (const [index, { kind, text, steps }] of drafts.entries()) {
      const target = (step = 0) => `b${Math.min(index + 2 + step, drafts.length + 1)}`;
      const [first, second, third] = steps;
      blocks[`b${index + 1}`] = draftBlock(kind, text, [target(first), target(second), target(third)]);
    }
    return buildFlow({ name: "any", description: "", start: "b0", blocks });
  });

function draftBlock(kind: string, text: string, [first, second, third]: [string, string, string]): Block {
  switch (kind) {
    case "compare":
      return {
        type: "Compare",
        parameters: { ComparisonValue: "$.Attributes.a" },
        when: { [text]: first, [`${text}!`]: second },
        errors: { NoMatchingCondition: third },
      };
    case "attributes":
      return {
        type: "UpdateContactAttributes",
        parameters: { Attributes: { a: text }, TargetContact: "Current" },
        next: first,
        errors: { NoMatchingError: second },
      };
    case "lambda":
      return {
        type: "InvokeLambdaFunction",
        parameters: { LambdaFunctionARN: { $ref: "f.arn" }, InvocationTimeLimitSeconds: "8" },
        next: first,
        errors: { NoMatchingError: second },
      };
    default:
      return { type: "MessageParticipant", parameters: { Text: text }, next: first };
  }
}
