import { z } from "zod";
import { askToChange } from "@/lib/aws/change-gate";
import { defineBlueprint } from "@/lib/blueprints/blueprint";
import { defineConnectionKind, reportOf } from "@/lib/connection-kinds/connection-kind";
import { defineResource, type ResourceContext } from "@/lib/engine/resource";
import { ProblemError } from "@/lib/kernel/result";
import type { Vendor } from "../vendor";

/** What a toy contact center's accounts hold, by account: a test looks at it and changes it by hand. */
export const toyAccounts = new Map<string, Map<string, ToyBell>>();
export interface ToyBell {
  tone: string;
  owner: string;
}

const centerSettings = z.object({ account: z.string().min(2), simulated: z.boolean().optional() });

const centerConnection = defineConnectionKind<z.infer<typeof centerSettings>>({
  kind: "toy-center",
  title: "Toy contact center",
  settings: centerSettings,
  secretFields: () => ["key"],
  form: {
    name: "Toy contact center",
    settings: { account: "" },
    groups: [
      {
        fields: [
          { path: "account", label: "Account", mono: true, input: { kind: "text" } },
          { path: "key", label: "Key", input: { kind: "secret" } },
        ],
      },
    ],
  },
  facts: ({ account }) => [{ label: "Account", value: account, inLine: account }],
  ownFields: ["simulated"],
  secretBelongsTo: ({ account }) => [account],
  probe: async () => reportOf([{ id: "toy", title: "The toy answers", state: "proven", detail: "It did." }]),
});

const bellProps = z.object({ name: z.string(), tone: z.string() });

/** The account's bells, if the connection's key opens it. Their ids say which account they are in: another's has the same names. */
async function openBells({ connections }: ResourceContext) {
  const opened = await connections.open("toy-center");
  if (!opened.ok) throw new ProblemError(opened.problem);
  const { account } = centerSettings.parse(opened.value.settings);
  const bells = toyAccounts.get(account);
  if (bells === undefined || opened.value.secrets.key !== "toy-key") {
    throw new ProblemError({
      code: "toy-refused",
      sentence: "The toy contact center refused the key. Nothing was changed.",
      wayOut: "Check the connection's key.",
    });
  }
  return { bells, idOf: (name: string) => `${account}/${name}` };
}

/** A bell in the toy's account. The toy keeps whose it is. */
export const toyBell = defineResource<z.infer<typeof bellProps>>({
  type: "toy-center-bell",
  title: "Toy bell",
  props: bellProps,
  fields: [
    { path: "name", kept: "identity" },
    { path: "tone", kept: "as-wanted" },
  ],
  iamActions: [],
  name: ({ name }) => name,
  summary: ({ tone }) => `rings ${tone}`,
  observe: async (context, { name }) => {
    const { bells, idOf } = await openBells(context);
    const bell = bells.get(name);
    if (bell === undefined) return undefined;
    const isOurs = bell.owner === context.owner.integration;
    return {
      state: { name, tone: bell.tone },
      outputs: { id: idOf(name) },
      ownership: isOurs ? { kind: "ours" } : { kind: "untagged" },
    };
  },
  listOwned: async (context) => {
    const { bells, idOf } = await openBells(context);
    return [...bells].flatMap(([name, { tone, owner }]) =>
      owner === context.owner.integration
        ? [{ name, props: { name, tone }, outputs: { id: idOf(name) } }]
        : [],
    );
  },
  ensure: async (context, { name, tone }) => {
    const { bells, idOf } = await openBells(context);
    await askToChange();
    bells.set(name, { tone, owner: context.owner.integration });
    return { id: idOf(name) };
  },
  remove: async (context, { name }) => {
    const { bells } = await openBells(context);
    await askToChange();
    bells.delete(name);
  },
  usualSeconds: 1,
});

const toySettings = z.object({ tone: z.string().min(1, "Choose a tone.") });

/** A bell, and a second one whose tone is the first one's ID; nothing where it is silent. */
export const toyBlueprint = defineBlueprint<z.infer<typeof toySettings>>({
  kind: "toy-without-aws",
  title: "Toy without AWS",
  description: "Rings in the toy contact center.",
  needs: ["toy-center"],
  withoutAws: true,
  fields: [{ title: "Bell", fields: [{ path: "tone", label: "Tone", input: { kind: "text" } }] }],
  settings: toySettings,
  defaults: () => ({ tone: "low" }),
  generatedSecrets: { ring: { bytes: 16, enteredIn: "the toy's script", takenBy: "console" } },
  desired: ({ prefix, settings }) =>
    settings.tone === "silent"
      ? []
      : [
          {
            logicalId: "bell",
            type: "toy-center-bell",
            props: { name: `${prefix}bell`, tone: settings.tone },
          },
          {
            logicalId: "echo",
            type: "toy-center-bell",
            props: { name: `${prefix}echo`, tone: { $ref: "bell.id" } },
          },
        ],
  guide: ({ outputs, vendors, isSandbox }) => [
    {
      row: "TC-01",
      screen: "Bells",
      title: "Ring the bell",
      minutes: 1,
      values: [
        { label: "Bell", value: outputs.bell?.id },
        { label: "Account", value: String(vendors["toy-center"]?.account) },
        { label: "Simulated", value: isSandbox ? "yes" : "no" },
      ],
    },
  ],
  picture: ({ vendors }) => ({
    jacks: [
      { id: "center", title: "Toy center", detail: String(vendors["toy-center"]?.account), lane: "call" },
      { id: "bell", title: "Bell", detail: "", lane: "call" },
    ],
    cables: [{ id: "sip", hop: "sip", from: "center", to: "bell", label: "SIP" }],
  }),
  lambdaNames: () => [],
  ledgerRows: ["TC-01"],
});

/** A contact center without a voice agent, whose account takes the place of an AWS account. */
export const toyAccount: Vendor = {
  name: "toy-center",
  title: "Toy contact center",
  connection: centerConnection,
  blueprints: [toyBlueprint],
  resourceTypes: [toyBell],
  account: {
    title: "toy account",
    portal: "the toy's own console",
    idOf: ({ account }) => String(account),
  },
  cableProofs: { "toy-without-aws": { order: ["sip"], tellsOf: () => ({}), causes: {} } },
  sandbox: {
    firstCustomer: { key: "none" },
    connection: () => ({
      name: "Toy contact center",
      settings: { account: "sandbox", simulated: true },
      secrets: { key: "toy-key" },
    }),
    isSimulated: ({ simulated }) => simulated === true,
  },
  testCalls: {},
  demos: [],
  sources: [],
  findings: [],
  words: { title: "the toy contact center" },
  ids: [],
  functionHops: [],
};
