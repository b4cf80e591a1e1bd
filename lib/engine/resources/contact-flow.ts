import {
  type ContactFlow,
  type ContactFlowType,
  CreateContactFlowCommand,
  DeleteContactFlowCommand,
  DescribeContactFlowCommand,
  InvalidContactFlowException,
  ListContactFlowsCommand,
  paginateListContactFlows,
  TagResourceCommand,
  UpdateContactFlowContentCommand,
  UpdateContactFlowMetadataCommand,
} from "@aws-sdk/client-connect";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { compareFlows } from "@/lib/flows/compare/compare-flows";
import { handedTo } from "@/lib/flows/edit/hand-over";
import { type FlowDocument, flowVersion, isRecord } from "@/lib/flows/language/flow-document";
import { parseFlow, serialiseFlow } from "@/lib/flows/language/parse-flow";
import { ProblemError } from "@/lib/kernel/result";
import { difference } from "../compare";
import { type DeclaredField, departs, departuresOf } from "../declared-fields";
import type { Observed } from "../observed";
import { ownershipOf, tagsOf } from "../ownership";
import { defineResource, type ResourceContext } from "../resource";
import { readEach } from "../unsearched";
import { flowInUse, listNumbersOnFlow } from "./contact-flow-numbers";
import { describeFlowProblems } from "./contact-flow-problems";

const flowProps = z.object({
  name: z.string(),
  flowType: z.string(),
  description: z.string(),
  content: z.custom<FlowDocument>((value) => isRecord(value) && Array.isArray(value.Actions)),
  /** PUBLISHED or SAVED: a flow that was only saved takes no call. Always wanted published. */
  status: z.string().optional(),
});
type FlowProps = z.infer<typeof flowProps>;

const fields: DeclaredField[] = [
  { path: "name", kept: "as-wanted" },
  { path: "flowType", kept: "as-wanted" },
  { path: "description", kept: "as-wanted" },
  { path: "content", kept: "as-wanted" },
  { path: "status", kept: "fixed", value: "PUBLISHED" },
  { path: "state", kept: "fixed", value: "ACTIVE" },
  {
    path: "draft",
    kept: "not-compared",
    why: "An unpublished draft takes no calls. Publishing it changes the content, which is compared.",
  },
  {
    path: "content.Metadata",
    kept: "not-compared",
    why: "Block positions in the designer have no effect on calls.",
  },
];
/** Its callers went on to another integration's flow (flow-handover): that integration keeps a setting that names this one. */
const handedOverNote =
  "Another integration takes over this flow's callers. Its settings name a flow that won't exist anymore: remove it from them afterwards";
const emptyFlow: FlowDocument = { Version: flowVersion, StartAction: "", Metadata: {}, Actions: [] };

export const contactFlow = defineResource({
  type: "contact-flow",
  title: "Contact flow",
  props: flowProps,
  fields,
  iamActions: [
    "connect:CreateContactFlow",
    "connect:DeleteContactFlow",
    "connect:DescribeContactFlow",
    "connect:ListContactFlows",
    "connect:ListFlowAssociations",
    "connect:ListPhoneNumbersV2",
    "connect:TagResource",
    "connect:UpdateContactFlowContent",
    "connect:UpdateContactFlowMetadata",
  ],
  name: ({ name }) => name,
  summary: ({ content }) =>
    `${content.Actions.length === 1 ? "1 block" : `${content.Actions.length} blocks`}, published`,
  keptText: ({ content }) => serialiseFlow(content),
  callersNotice: { as: "flow" },
  usualSeconds: 4,

  async observe(context, { name, flowType }) {
    const flow = (await describeRecorded(context)) ?? (await fetchByName(context, name, flowType));
    if (flow === undefined) return undefined;
    return {
      state: {
        name: flow.Name ?? "",
        flowType: flow.Type ?? "",
        description: flow.Description ?? "",
        content: contentOf(flow),
        status: flow.Status ?? "PUBLISHED",
      },
      outputs: { id: flow.Id ?? "", arn: flow.Arn ?? "" },
      ownership: ownershipOf(flow.Tags, context.owner),
      // A flow is active unless someone has archived it.
      departures: departuresOf(fields, { state: flow.State ?? "ACTIVE" }),
    };
  },

  async listOwned(context, nearby) {
    const { aws, instanceId: InstanceId, owner, signal } = context;
    const found: { id: string; name: string }[] = [];
    for await (const page of paginateListContactFlows(
      { client: aws.connect },
      { InstanceId },
      { abortSignal: signal },
    )) {
      const flows = (page.ContactFlowSummaryList ?? []).map(({ Id = "", Name = "" }) => ({
        id: Id,
        name: Name,
      }));
      found.push(...flows.filter(({ name }) => nearby.isSuspect(name)));
    }
    const flows = await readEach(
      found,
      nearby,
      ({ name }) => name,
      ({ id }) => describeFlow(context, id),
    );
    return flows.flatMap((flow) => {
      if (ownershipOf(flow.Tags, owner).kind !== "ours") return [];
      const { Name: name = "", Type: flowType = "", Id: id = "", Arn: arn = "" } = flow;
      return [{ name, props: { name, flowType, description: "", content: emptyFlow }, outputs: { id, arn } }];
    });
  },

  removalNote: (props, have) => {
    const isAsDeployed = compareFlows(props.content, have.state.content).length === 0;
    const isHandedOver = handedTo(have.state.content) !== undefined;
    if (isAsDeployed && !isHandedOver) return undefined;
    const changes = isAsDeployed ? "" : ", including changes made to it in the flow designer";
    return `deleted from the account${changes}${isHandedOver ? `. ${handedOverNote}` : ""}`;
  },

  immutablePaths: ["flowType"],
  compare: (want, have) => [
    ...fieldDifference("name", have.name, want.name),
    ...fieldDifference("flowType", have.flowType, want.flowType),
    ...fieldDifference("description", have.description, want.description),
    ...compareFlows(want.content, have.content).map((each) => ({ ...each, path: `content.${each.path}` })),
    ...fieldDifference("status", have.status ?? "PUBLISHED", "PUBLISHED"),
  ],

  async ensure(context, want, have) {
    try {
      return have === undefined ? await createFlow(context, want) : await changeFlow(context, want, have);
    } catch (error) {
      if (error instanceof InvalidContactFlowException) {
        throw new ProblemError(describeFlowProblems(want.name, want.content, error.problems ?? []), {
          cause: error,
        });
      }
      throw error;
    }
  },

  async remove(context, _props, have) {
    try {
      const command = new DeleteContactFlowCommand({
        InstanceId: context.instanceId,
        ContactFlowId: have.outputs.id,
      });
      await context.aws.connect.send(command, { abortSignal: context.signal });
    } catch (error) {
      if (isAwsError(error, "ResourceNotFoundException")) return;
      const numbers = isAwsError(error, "InvalidRequestException", "ResourceInUseException")
        ? await listNumbersOnFlow(context, have.outputs.id ?? "")
        : [];
      throw numbers.length === 0 ? error : flowInUse(have.state.name, numbers);
    }
  },
});

async function createFlow(context: ResourceContext, want: FlowProps): Promise<Record<string, string>> {
  const command = new CreateContactFlowCommand({
    InstanceId: context.instanceId,
    Name: want.name,
    Type: want.flowType as ContactFlowType,
    Description: want.description,
    Content: serialiseFlow(want.content),
    // Only a published flow is validated, and only a published one takes calls.
    Status: "PUBLISHED",
    Tags: tagsOf(context.owner),
  });
  const created = await context.aws.connect.send(command, { abortSignal: context.signal });
  return { id: created.ContactFlowId ?? "", arn: created.ContactFlowArn ?? "" };
}

async function changeFlow(
  context: ResourceContext,
  want: FlowProps,
  have: Observed<FlowProps>,
): Promise<Record<string, string>> {
  const { connect } = context.aws;
  const options = { abortSignal: context.signal };
  const target = { InstanceId: context.instanceId, ContactFlowId: have.outputs.id };
  if (have.ownership.kind !== "ours") {
    const tags = tagsOf(context.owner);
    await connect.send(new TagResourceCommand({ resourceArn: have.outputs.arn, tags }), options);
  }
  if (departs(have.departures, "state")) {
    // First: an archived flow's content can't be changed.
    const active = { ...target, ContactFlowState: "ACTIVE" as const };
    await connect.send(new UpdateContactFlowMetadataCommand(active), options);
  }
  const isPublished = (have.state.status ?? "PUBLISHED") === "PUBLISHED";
  if (!isPublished || compareFlows(want.content, have.state.content).length > 0) {
    const content = { ...target, Content: serialiseFlow(want.content) };
    await connect.send(new UpdateContactFlowContentCommand(content), options);
  }
  if (have.state.name !== want.name || have.state.description !== want.description) {
    const metadata = { ...target, Name: want.name, Description: want.description };
    await connect.send(new UpdateContactFlowMetadataCommand(metadata), options);
  }
  return have.outputs;
}

/** By the id in our record first: so a flow that someone renamed is found, and in one call. */
async function describeRecorded(context: ResourceContext): Promise<ContactFlow | undefined> {
  const id = context.record?.outputs.id;
  return id === undefined || id === "" ? undefined : describeFlow(context, id);
}

async function describeFlow(context: ResourceContext, id: string): Promise<ContactFlow | undefined> {
  try {
    const command = new DescribeContactFlowCommand({ InstanceId: context.instanceId, ContactFlowId: id });
    return (await context.aws.connect.send(command, { abortSignal: context.signal })).ContactFlow;
  } catch (error) {
    if (isAwsError(error, "ResourceNotFoundException")) return undefined;
    // A flow that was never published is described by its draft alone.
    if (!isAwsError(error, "ContactFlowNotPublishedException") || id.endsWith(":$SAVED")) throw error;
    return describeFlow(context, `${id}:$SAVED`);
  }
}

async function fetchByName(
  context: ResourceContext,
  name: string,
  flowType: string,
): Promise<ContactFlow | undefined> {
  let NextToken: string | undefined;
  do {
    const command = new ListContactFlowsCommand({
      InstanceId: context.instanceId,
      ContactFlowTypes: [flowType as ContactFlowType],
      NextToken,
    });
    const page = await context.aws.connect.send(command, { abortSignal: context.signal });
    const found = page.ContactFlowSummaryList?.find((each) => each.Name === name);
    if (found?.Id !== undefined) return describeFlow(context, found.Id);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return undefined;
}

/** What can't be read as a flow counts as an empty one: then everything shows as a difference. */
function contentOf(flow: ContactFlow): FlowDocument {
  const parsed = parseFlow(flow.Content ?? "");
  return parsed.ok ? parsed.value : emptyFlow;
}

function fieldDifference(path: string, before: string, after: string) {
  return before === after ? [] : [difference(path, before, after)];
}
