import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  type LogGroup,
  PutRetentionPolicyCommand,
  paginateDescribeLogGroups,
  TagResourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { arnPrefix } from "../arn";
import { type DeclaredField, departuresOf, noValue } from "../declared-fields";
import { ownershipOf, tagsOf } from "../ownership";
import { defineResource, type ResourceContext } from "../resource";
import { readEach } from "../unsearched";

const fields: DeclaredField[] = [
  { path: "name", kept: "identity" },
  { path: "retentionDays", kept: "as-wanted" },
  {
    path: "class",
    kept: "reported",
    value: "STANDARD",
    why: "A log group's class can't be changed, and trails can be read only from the STANDARD class.",
    wayOut: "Delete the log group and its events, then deploy again to recreate it.",
  },
  {
    path: "kmsKeyId",
    kept: "reported",
    value: noValue,
    why: "The log group is encrypted with a customer managed key. Log events are lost if that key isn't available.",
    wayOut:
      "No action is needed if your company wants this. Otherwise, disassociate the key in the CloudWatch console.",
  },
  {
    path: "deletionProtection",
    kept: "reported",
    value: "false",
    why: "Deletion protection is on for the log group, so removing the integration will stop there.",
    wayOut: "Turn off deletion protection in the CloudWatch console before you remove the integration.",
  },
  {
    path: "subscriptionFilters",
    kept: "not-compared",
    why: "Companies forward logs on purpose, and Patchbay's functions don't log secrets.",
  },
  {
    path: "metricFilters, dataProtectionPolicy, fieldIndexes",
    kept: "not-compared",
    why: "They read or mask log events and don't affect callers.",
  },
];

export const logGroup = defineResource({
  type: "log-group",
  title: "Log group",
  props: z.object({ name: z.string(), retentionDays: z.number().int() }),
  fields,
  iamActions: [
    "logs:CreateLogGroup",
    "logs:DeleteLogGroup",
    "logs:DescribeLogGroups",
    "logs:ListTagsForResource",
    "logs:PutRetentionPolicy",
    "logs:TagResource",
  ],
  name: ({ name }) => name,
  summary: ({ retentionDays }) => `kept for ${retentionDays === 1 ? "1 day" : `${retentionDays} days`}`,
  usualSeconds: 2,
  predict: (context, { name }) => ({
    name,
    arn: `${arnPrefix(context, "logs")}log-group:${name}`,
  }),

  async observe(context, { name }) {
    const group = await fetchGroup(context, name);
    if (group === undefined) return undefined;
    const { arn, tags } = await fetchTags(context, group);
    return {
      // 0 is how "never expires" shows, which is what a group has until someone says otherwise.
      state: { name, retentionDays: group.retentionInDays ?? 0 },
      outputs: { name, arn },
      ownership: ownershipOf(tags, context.owner),
      departures: departuresOf(fields, {
        class: group.logGroupClass ?? "STANDARD",
        kmsKeyId: group.kmsKeyId,
        deletionProtection: group.deletionProtectionEnabled ?? false,
      }),
    };
  },

  async listOwned(context, nearby) {
    const groups: LogGroup[] = [];
    const client = context.aws.logs;
    for (const logGroupNamePattern of nearby.stems) {
      const pattern = { logGroupNamePattern };
      for await (const page of paginateDescribeLogGroups({ client }, pattern, {
        abortSignal: context.signal,
      })) {
        groups.push(...(page.logGroups ?? []).filter((group) => nearby.isSuspect(group.logGroupName ?? "")));
      }
    }
    const byName = new Map(groups.map((group) => [group.logGroupName ?? "", group]));
    return readEach(
      [...byName],
      nearby,
      ([name]) => name,
      async ([name, group]) => {
        const { arn, tags } = await fetchTags(context, group);
        if (ownershipOf(tags, context.owner).kind !== "ours") return undefined;
        return { name, props: { name, retentionDays: 0 }, outputs: { name, arn } };
      },
    );
  },

  async ensure(context, want, have) {
    const { logs } = context.aws;
    const options = { abortSignal: context.signal };
    const arn = have?.outputs.arn ?? `${arnPrefix(context, "logs")}log-group:${want.name}`;
    if (have === undefined) {
      const command = new CreateLogGroupCommand({ logGroupName: want.name, tags: tagsOf(context.owner) });
      await logs.send(command, options);
    } else if (have.ownership.kind !== "ours") {
      await logs.send(new TagResourceCommand({ resourceArn: arn, tags: tagsOf(context.owner) }), options);
    }
    if (have?.state.retentionDays !== want.retentionDays) {
      const retention = { logGroupName: want.name, retentionInDays: want.retentionDays };
      await logs.send(new PutRetentionPolicyCommand(retention), options);
    }
    return { name: want.name, arn };
  },

  async remove(context, { name }) {
    try {
      const command = new DeleteLogGroupCommand({ logGroupName: name });
      await context.aws.logs.send(command, { abortSignal: context.signal });
    } catch (error) {
      if (!isAwsError(error, "ResourceNotFoundException")) throw error;
    }
  },
});

async function fetchTags(context: ResourceContext, group: LogGroup) {
  const arn = (group.logGroupArn ?? group.arn ?? "").replace(/:\*$/, "");
  const command = new ListTagsForResourceCommand({ resourceArn: arn });
  const { tags } = await context.aws.logs.send(command, { abortSignal: context.signal });
  return { arn, tags };
}

/** There is no call for one group: the list by prefix holds longer names too. */
async function fetchGroup(context: ResourceContext, name: string): Promise<LogGroup | undefined> {
  let nextToken: string | undefined;
  do {
    const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: name, nextToken });
    const page = await context.aws.logs.send(command, { abortSignal: context.signal });
    const found = page.logGroups?.find((group) => group.logGroupName === name);
    if (found !== undefined) return found;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}
