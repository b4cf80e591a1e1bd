import { paginateListTables } from "@aws-sdk/client-dynamodb";
import { arnPrefix } from "../arn";
import { compareFields } from "../compare";
import { departuresOf } from "../declared-fields";
import { ownershipOfList } from "../ownership";
import { defineResource } from "../resource";
import { readEach } from "../unsearched";
import { sortIndexes, tableFields, tableProps } from "./dynamodb-table-fields";
import {
  describeTable,
  fetchProps,
  fetchResourcePolicy,
  fetchTags,
  fetchTtl,
  sendOptions,
  settingsOf,
} from "./dynamodb-table-read";
import {
  changeIndexes,
  changeSettings,
  createTable,
  deleteTable,
  longestWaitSeconds,
  setTtl,
  tag,
  waitUntilActive,
} from "./dynamodb-table-write";

export const dynamodbTable = defineResource({
  type: "dynamodb-table",
  title: "DynamoDB table",
  props: tableProps,
  fields: tableFields,
  iamActions: [
    "dynamodb:CreateTable",
    "dynamodb:DeleteResourcePolicy",
    "dynamodb:DeleteTable",
    "dynamodb:DescribeTable",
    "dynamodb:DescribeTimeToLive",
    "dynamodb:GetResourcePolicy",
    "dynamodb:ListTables",
    "dynamodb:ListTagsOfResource",
    "dynamodb:TagResource",
    "dynamodb:UpdateTable",
    "dynamodb:UpdateTimeToLive",
  ],
  name: ({ name }) => name,
  summary: (props) =>
    [
      `key ${props.partitionKey}`,
      "on demand",
      `TTL ${props.ttlAttribute}`,
      ...props.indexes.map((index) => `index ${index.name}`),
    ].join(", "),
  charge: () => "DynamoDB charges for each read and write to this table, and for storage.",
  immutablePaths: ["partitionKey"],
  usualSeconds: 8,
  longestWaitSeconds,
  predict: (context, { name }) => ({
    arn: `${arnPrefix(context, "dynamodb")}table/${name}`,
    name,
  }),

  async observe(context, { name }) {
    const table = await describeTable(context, name);
    if (table === undefined || table.TableStatus === "DELETING") return undefined;
    const arn = table.TableArn ?? "";
    const [state, tags, resourcePolicy] = await Promise.all([
      fetchProps(context, name, table),
      fetchTags(context, arn),
      fetchResourcePolicy(context, arn),
    ]);
    return {
      state,
      outputs: { arn, name },
      ownership: ownershipOfList(tags, context.owner),
      departures: departuresOf(tableFields, { ...settingsOf(table), resourcePolicy }),
      ...(table.ItemCount === undefined ? {} : { storedRecords: table.ItemCount }),
    };
  },

  async listOwned(context, nearby) {
    const names: string[] = [];
    for await (const page of paginateListTables({ client: context.aws.dynamodb }, {}, sendOptions(context))) {
      names.push(...(page.TableNames ?? []).filter(nearby.isSuspect));
    }
    return readEach(
      names,
      nearby,
      (name) => name,
      async (name) => {
        const table = await describeTable(context, name);
        const arn = table?.TableArn ?? "";
        if (table === undefined || table.TableStatus === "DELETING") return undefined;
        if (ownershipOfList(await fetchTags(context, arn), context.owner).kind !== "ours") return undefined;
        const props = { name, partitionKey: "", ttlAttribute: "", indexes: [] };
        return { name, props, outputs: { arn, name } };
      },
    );
  },

  lossNote({ storedRecords }) {
    if (storedRecords === undefined) return "Its stored records are lost. How many there are isn't known.";
    const counted = "DynamoDB updates this count every 6 hours or so.";
    if (storedRecords === 0) return `Stored records are lost; DynamoDB counts none at the moment. ${counted}`;
    const records = storedRecords === 1 ? "1 stored record is" : `${storedRecords} stored records are`;
    return `About ${records} lost. ${counted}`;
  },

  compare: (want, have) =>
    compareFields(
      { ...want, indexes: sortIndexes(want.indexes) },
      { ...have, indexes: sortIndexes(have.indexes) },
    ),

  async ensure(context, want, have) {
    if (have === undefined) await createTable(context, want);
    const arn = await waitUntilActive(context, want.name);
    if (have !== undefined) {
      if (have.ownership.kind !== "ours") await tag(context, arn);
      await changeSettings(context, want.name, arn, have.departures);
      await changeIndexes(context, want, have.state);
    }
    if ((await fetchTtl(context, want.name)) !== want.ttlAttribute) await setTtl(context, want);
    return { arn, name: want.name };
  },

  remove: (context, { name }) => deleteTable(context, name),
});
