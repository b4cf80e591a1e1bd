import { DescribeInstanceAttributeCommand, UpdateInstanceAttributeCommand } from "@aws-sdk/client-connect";
import { z } from "zod";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { defineResource, type ResourceContext } from "../resource";

/** As Connect's console calls them. */
const titles = {
  INBOUND_CALLS: "incoming calls",
  OUTBOUND_CALLS: "outgoing calls",
  EARLY_MEDIA: "early media",
  CONTACTFLOW_LOGS: "flow logs",
} as const;

const attributeProps = z.strictObject({
  attribute: z.enum(["INBOUND_CALLS", "OUTBOUND_CALLS", "EARLY_MEDIA", "CONTACTFLOW_LOGS"]),
  value: z.enum(["true", "false"]),
});
type AttributeProps = z.infer<typeof attributeProps>;

/**
 * A switch of the whole Connect instance. Every integration that needs it counts as a user; the value from before the
 * first of them comes back with the last, unless someone has turned the switch since.
 */
export const instanceAttribute = defineResource({
  type: "instance-attribute",
  title: "Instance setting",
  props: attributeProps,
  fields: [
    { path: "attribute", kept: "identity" },
    { path: "value", kept: "as-wanted" },
  ],
  iamActions: ["connect:DescribeInstanceAttribute", "connect:UpdateInstanceAttribute"],
  shared: {
    scope: "instance",
    key: ({ attribute }) => attribute,
    whenOpposed: "The last deployment decides, and the other integration's next plan changes it back.",
  },
  needsTemplate: 2,
  name: ({ attribute }) => attribute,
  summary: ({ attribute, value }) =>
    `${titles[attribute]} ${onOrOff(value)} for the whole instance; the previous setting is restored when the last integration that uses it is removed`,
  usualSeconds: 2,

  async observe(context, { attribute }) {
    const value = await fetchAttribute(context, attribute);
    return {
      state: { attribute, value },
      // Nothing refers to it; a record has to know it by something.
      outputs: { id: attribute },
      ownership: { kind: "ours" },
      previous: { value },
    };
  },

  async ensure(context, want, have) {
    if (have?.state.value !== want.value) await putAttribute(context, want);
    return { id: want.attribute };
  },

  removalNote({ attribute, value }, have, previous) {
    const stays = `${titles[attribute]} stay as they are`;
    if (have.state.value !== value) return `${stays}: they were changed outside Patchbay`;
    const before = previousValue(previous);
    return before === undefined || before === value
      ? `${stays}: they were ${onOrOff(value)} before this integration`
      : `turns ${titles[attribute]} ${onOrOff(before)} for the whole instance, as before`;
  },

  async remove(context, { attribute, value }, have) {
    const before = previousValue(context.record?.previous);
    if (have.state.value !== value || before === undefined || before === value) return;
    await putAttribute(context, { attribute, value: before });
  },
});

/** What isn't set counts as off. */
async function fetchAttribute(
  { aws, instanceId, signal }: ResourceContext,
  AttributeType: AttributeProps["attribute"],
): Promise<AttributeProps["value"]> {
  const command = new DescribeInstanceAttributeCommand({ InstanceId: instanceId, AttributeType });
  const { Attribute } = await aws.connect.send(command, { abortSignal: signal });
  return Attribute?.Value === "true" ? "true" : "false";
}

async function putAttribute(
  { aws, instanceId, signal }: ResourceContext,
  { attribute, value }: AttributeProps,
): Promise<void> {
  const change = { InstanceId: instanceId, AttributeType: attribute, Value: value };
  await aws.connect.send(new UpdateInstanceAttributeCommand(change), { abortSignal: signal });
}

function previousValue(previous: unknown): AttributeProps["value"] | undefined {
  const value = isPlainObject(previous) ? previous.value : undefined;
  return value === "true" || value === "false" ? value : undefined;
}

function onOrOff(value: AttributeProps["value"]): string {
  return value === "true" ? "on" : "off";
}
