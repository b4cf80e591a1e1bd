import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import type { DesiredResource } from "@/lib/engine/resource";
import type { FlowDocument } from "@/lib/flows/language/flow-document";

/**
 * The flow as it is to be now, with the other of its two variants on standby: past the voice agent, or to it again. Both
 * are approved together, so that the bypass can be turned in one call and never brings unapproved settings with it.
 */
export function flowResource<Input extends BlueprintInput<object>>(
  input: Input,
  flow: {
    name: string;
    description: string;
    write: (input: Input) => FlowDocument;
    dependsOn: string[];
    ledgerRows: string[];
  },
): DesiredResource {
  const { name, description, write } = flow;
  const propsWhen = (bypassed: boolean) => ({
    name,
    flowType: "CONTACT_FLOW",
    description,
    content: write({ ...input, bypassed }),
  });
  return {
    logicalId: "flow",
    type: "contact-flow",
    props: propsWhen(input.bypassed),
    standby: propsWhen(!input.bypassed),
    dependsOn: flow.dependsOn,
    ledgerRows: flow.ledgerRows,
  };
}
