import {
  CreateIntegrationAssociationCommand,
  DeleteIntegrationAssociationCommand,
  type IntegrationAssociationSummary,
  type IntegrationType,
  ListIntegrationAssociationsCommand,
} from "@aws-sdk/client-connect";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { defineResource, type ResourceContext } from "../resource";

const associationProps = z.object({ integrationType: z.string(), integrationArn: z.string() });
type AssociationProps = z.infer<typeof associationProps>;

/** Makes a voice connector (or an application) known to the Connect instance. Ours because what it points at is. */
export const connectIntegrationAssociation = defineResource({
  type: "connect-integration-association",
  title: "Connect integration association",
  props: associationProps,
  fields: [
    { path: "integrationType", kept: "identity" },
    { path: "integrationArn", kept: "identity" },
    { path: "sourceApplicationUrl", kept: "not-compared", why: "AWS uses it only for event sources." },
  ],
  iamActions: [
    "chime:AssociateVoiceConnectorConnect",
    "connect:CreateIntegrationAssociation",
    "connect:DeleteIntegrationAssociation",
    "connect:ListIntegrationAssociations",
    // Connect marks the connector and looks its own instance up in the caller's name.
    "chime:DisassociateVoiceConnectorConnect",
    "chime:TagResource",
    "chime:UntagResource",
    "connect:DescribeInstance",
    "ds:DescribeDirectories",
  ],
  name: ({ integrationType }) => integrationType,
  summary: ({ integrationArn }) => `the instance can use ${integrationArn}`,
  immutablePaths: ["integrationType", "integrationArn"],
  usualSeconds: 3,

  async observe(context, props) {
    const found = await fetchAssociation(context, props);
    if (found === undefined) return undefined;
    return { state: props, outputs: outputsOf(found), ownership: { kind: "ours" } };
  },

  async ensure(context, want, have) {
    if (have !== undefined) return have.outputs;
    try {
      const command = new CreateIntegrationAssociationCommand({
        InstanceId: context.instanceId,
        IntegrationType: want.integrationType as IntegrationType,
        IntegrationArn: want.integrationArn,
      });
      const created = await context.aws.connect.send(command, { abortSignal: context.signal });
      return outputsOf(created);
    } catch (error) {
      // Someone was quicker, or our own earlier try came through: it counts once it is listed.
      const found = isAwsError(error, "DuplicateResourceException")
        ? await fetchAssociation(context, want)
        : undefined;
      if (found === undefined) throw error;
      return outputsOf(found);
    }
  },

  async remove(context, _props, have) {
    try {
      const command = new DeleteIntegrationAssociationCommand({
        InstanceId: context.instanceId,
        IntegrationAssociationId: have.outputs.id,
      });
      await context.aws.connect.send(command, { abortSignal: context.signal });
    } catch (error) {
      if (!isAwsError(error, "ResourceNotFoundException")) throw error;
    }
  },
});

async function fetchAssociation(
  context: ResourceContext,
  props: AssociationProps,
): Promise<IntegrationAssociationSummary | undefined> {
  let NextToken: string | undefined;
  do {
    const command = new ListIntegrationAssociationsCommand({
      InstanceId: context.instanceId,
      IntegrationType: props.integrationType as IntegrationType,
      NextToken,
    });
    const page = await context.aws.connect.send(command, { abortSignal: context.signal });
    const found = page.IntegrationAssociationSummaryList?.find(
      (each) => each.IntegrationArn === props.integrationArn,
    );
    if (found !== undefined) return found;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return undefined;
}

function outputsOf(found: {
  IntegrationAssociationId?: string | undefined;
  IntegrationAssociationArn?: string | undefined;
}): Record<string, string> {
  return { id: found.IntegrationAssociationId ?? "", arn: found.IntegrationAssociationArn ?? "" };
}
