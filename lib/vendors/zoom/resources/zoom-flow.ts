import { createHash } from "node:crypto";
import { z } from "zod";
import { objectOf, parseObject, textOf } from "@/lambdas/shared/plain-values";
import { difference } from "@/lib/engine/compare";
import type { DeclaredField } from "@/lib/engine/declared-fields";
import { defineResource, type ResourceContext } from "@/lib/engine/resource";
import { ProblemError } from "@/lib/kernel/result";
import {
  changeInContext,
  findInContext,
  listInContext,
  lostAnswerSeconds,
  refusalInContext,
  removeInContext,
} from "./ask-in-context";
import {
  exportFlow,
  type FlowInZoom,
  type FlowVersion,
  fetchFlow,
  flowPath,
  hashOfFlow,
  liveVersion,
  maxFlowBytes,
  parseFlow,
} from "./flow-in-zoom";
import { addMark, formatMark, ownershipOfDescription } from "./mark";

const flowProps = z.strictObject({
  name: z.string().min(1).max(100),
  /** The file of an exported flow, as Zoom wrote it. */
  content: z
    .string()
    .max(maxFlowBytes)
    .refine((text) => parseObject(text) !== undefined, "The file isn't an exported flow."),
  /** "published" or what Zoom calls it. Always wanted published: a draft takes no call. */
  status: z.string().optional(),
});
type FlowProps = z.infer<typeof flowProps>;

const published = "published";
const fields: DeclaredField[] = [
  { path: "name", kept: "as-wanted" },
  { path: "content", kept: "as-wanted" },
  { path: "status", kept: "fixed", value: published },
  {
    path: "draft",
    kept: "not-compared",
    why: "An unpublished version takes no calls. Publishing it changes the content, which is compared.",
  },
  {
    path: "description",
    kept: "not-compared",
    why: "It holds the line that says whose the flow is. Taking it away shows as missing tags.",
  },
];

/**
 * A flow that is imported from a file and published. Zoom may write a file in other words than it was given, so the
 * content counts as ours as long as its export is what it was right after we published it (docs/decisions/zoom-has-no-tags.md).
 */
export const zoomFlow = defineResource<FlowProps>({
  type: "zoom-flow",
  title: "Zoom flow",
  props: flowProps,
  fields,
  iamActions: [],
  name: ({ name }) => name,
  summary: ({ content }) => `imported from a file of ${Math.ceil(content.length / 1024)} KB, and published`,
  keptText: ({ content }) => content,
  conflictWayOut: "Choose another name for the flow in the settings, or rename the existing flow in Zoom.",
  callersNotice: { as: "flow" },
  usualSeconds: 8,
  longestWaitSeconds: 4 * lostAnswerSeconds,
  refusal: refusalInContext,

  async observe(context, want) {
    const flow = await findFlow(context, want.name);
    if (flow === undefined) return undefined;
    const live = liveVersion(flow);
    const file = live && (await exportFlow(context, flow.id, live.version));
    const { exportHash } = context.record?.outputs ?? {};
    return {
      state: {
        name: flow.name,
        content: isAsImported(context, want, live, file) ? want.content : (file ?? ""),
        status: live === undefined ? "draft" : published,
      },
      outputs: {
        id: flow.id,
        version: String(live?.version ?? ""),
        ...(exportHash === undefined ? {} : { exportHash }),
      },
      ownership: ownershipOfDescription(flow.description, context.owner),
    };
  },

  async listOwned(context, nearby) {
    const rows = await listInContext(context, {
      path: "/contact_center/flows",
      query: { channel: "voice" },
      rows: "flows",
    });
    return rows.map(parseFlow).flatMap((flow) => {
      if (!isOurs(flow, context) || nearby.isKnown(flow.name)) return [];
      return [{ name: flow.name, props: { name: flow.name, content: "{}" }, outputs: { id: flow.id } }];
    });
  },

  compare: (want, have) => [
    ...(want.name === have.name ? [] : [difference("name", have.name, want.name)]),
    ...(want.content === have.content
      ? []
      : [difference("content", shown(have.content), shown(want.content))]),
    ...(have.status === undefined || have.status === published
      ? []
      : [difference("status", have.status, published)]),
  ],

  async ensure(context, want, have) {
    const found = have && (await fetchFlow(context, have.outputs.id ?? "", "id"));
    const flow = found ?? (await importNew(context, want));
    const { id } = flow;
    const { version } =
      versionOfThisStep(context, want, flow) ??
      (await stillAsImported(context, want, flow)) ??
      (await importVersion(context, want, await named(context, want, flow)));
    await nameAndMark(context, want, flow, version);
    await publish(context, id, version);
    const file = await exportFlow(context, id, version);
    if (file === undefined) throw new ProblemError(goneMeanwhile(want.name));
    return { id, version: String(version), exportHash: hashOfFlow(file) };
  },

  removalNote: (props, have) =>
    have.state.content === props.content
      ? "deleted from the Zoom account"
      : "deleted from the Zoom account, including changes made to it in Zoom",

  async remove(context, _props, have) {
    const { id = "" } = have.outputs;
    const numbers = await listNumbers(context, id);
    if (numbers.length > 0) throw new ProblemError(flowInUse(have.state.name, numbers));
    await removeInContext(
      context,
      { method: "DELETE", path: flowPath(id) },
      async () => (await fetchFlow(context, id, "id")) === undefined,
    );
  },
});

/** The one on record, whatever it is called by now; else one with the name. */
async function findFlow(context: ResourceContext, name: string): Promise<FlowInZoom | undefined> {
  const recorded = context.record?.outputs.id ?? "";
  return (await fetchFlow(context, recorded, "id")) ?? fetchFlow(context, name, "name");
}

/** What a version's description says of us: from which file it is, and which step has imported it. */
function noteOf(context: ResourceContext, { content }: Pick<FlowProps, "content">): string {
  const step = createHash("sha256")
    .update(context.owner.step ?? "")
    .digest("base64url");
  return `Imported by Patchbay (file ${hashOfFlow(content)}, step ${step.slice(0, 12)})`;
}

/** Whether calls go through what was last imported from the wanted file, and nobody has changed that since. */
function isAsImported(
  context: ResourceContext,
  want: FlowProps,
  live: FlowVersion | undefined,
  file: string | undefined,
): boolean {
  if (live === undefined || file === undefined) return false;
  if (hashOfFlow(file) === hashOfFlow(want.content)) return true;
  if (!live.description.includes(`(file ${hashOfFlow(want.content)},`)) return false;
  const { version, exportHash } = context.record?.outputs ?? {};
  // Of a version that our record doesn't know, what it says of itself is all there is.
  return version !== String(live.version) || exportHash === undefined || exportHash === hashOfFlow(file);
}

/** What an earlier try of this very step has imported: never twice. */
function versionOfThisStep(
  context: ResourceContext,
  want: FlowProps,
  { versions }: FlowInZoom,
): FlowVersion | undefined {
  return versions.find(({ description }) => description.includes(noteOf(context, want)));
}

/** The version that we published last, if it is what is wanted: publishing it again is enough. */
async function stillAsImported(
  context: ResourceContext,
  want: FlowProps,
  flow: FlowInZoom,
): Promise<FlowVersion | undefined> {
  const { version = String(liveVersion(flow)?.version ?? "") } = context.record?.outputs ?? {};
  const last = flow.versions.find((each) => String(each.version) === version);
  if (last === undefined) return undefined;
  const file = await exportFlow(context, flow.id, last.version);
  return isAsImported(context, want, last, file) ? last : undefined;
}

async function importNew(context: ResourceContext, want: FlowProps): Promise<FlowInZoom> {
  const made = await changeInContext(context, importRequest(context, want, "new"), async () => {
    const found = await fetchFlow(context, want.name, "name");
    // One that somebody else made a moment ago has no mark of ours.
    return found && isOurs(found, context) ? found : undefined;
  });
  return "id" in made
    ? made
    : ((await fetchFlow(context, textOf(made.value.flow_id), "id")) ?? parseFlow(made.value));
}

/** As a new version of the flow that has the name. */
async function importVersion(
  context: ResourceContext,
  want: FlowProps,
  flow: FlowInZoom,
): Promise<FlowVersion> {
  const look = async () => {
    const now = await fetchFlow(context, flow.id, "id");
    return now && versionOfThisStep(context, want, now);
  };
  const made = await changeInContext(context, importRequest(context, want, "version"), look);
  const version = "version" in made ? made : await look();
  if (version === undefined) throw new ProblemError(goneMeanwhile(want.name));
  return version;
}

function importRequest(context: ResourceContext, want: FlowProps, mode: "new" | "version") {
  return {
    method: "POST",
    path: "/contact_center/flows",
    form: [
      { name: "flow_name", text: want.name },
      { name: "flow_description", text: formatMark(context.owner) },
      { name: "flow_version_description", text: noteOf(context, want) },
      { name: "import_mode", text: mode },
      { name: "flow_file", text: want.content, fileName: "flow.json" },
    ],
  } as const;
}

/** A version is imported by the flow's name, so a flow that was renamed in Zoom gets its name back first. */
async function named(context: ResourceContext, want: FlowProps, flow: FlowInZoom): Promise<FlowInZoom> {
  const any = liveVersion(flow) ?? flow.versions.at(-1);
  if (any !== undefined) await nameAndMark(context, want, flow, any.version);
  return flow;
}

async function nameAndMark(
  context: ResourceContext,
  want: FlowProps,
  { id, name, description }: FlowInZoom,
  version: number,
): Promise<void> {
  const isMarked = isOurs({ description }, context);
  if (name === want.name && isMarked) return;
  const body = {
    flow_version: version,
    flow_name: want.name,
    ...(isMarked ? {} : { flow_description: addMark(description, context.owner) }),
  };
  await changeInContext(context, { method: "PATCH", path: flowPath(id), body }, async () => {
    const now = await fetchFlow(context, id, "id");
    const isDone = now?.name === want.name && isOurs(now, context);
    return isDone ? true : undefined;
  });
}

function isOurs({ description }: Pick<FlowInZoom, "description">, { owner }: ResourceContext): boolean {
  return ownershipOfDescription(description, owner).kind === "ours";
}

async function publish(context: ResourceContext, id: string, version: number): Promise<void> {
  const isLive = async () => {
    const flow = await fetchFlow(context, id, "id");
    return flow !== undefined && liveVersion(flow)?.version === version ? true : undefined;
  };
  if (await isLive()) return;
  const query = { flow_version: version };
  await changeInContext(context, { method: "PUT", path: flowPath(id, "/publish"), query }, isLive);
}

/** Whose calls a flow still takes. */
async function listNumbers(context: ResourceContext, id: string): Promise<string[]> {
  const answer = await findInContext(context, { method: "GET", path: flowPath(id, "/entry_points") });
  const rows: unknown = answer?.value.entry_points;
  return Array.isArray(rows)
    ? rows.map((row: unknown) => {
        const { entry_number: number, entry_name: name } = objectOf(row) ?? {};
        return textOf(number) || textOf(name);
      })
    : [];
}

/** A file is too long for a plan: what it is, and enough to tell two apart. */
function shown(content: string): string {
  return content === ""
    ? "nothing published"
    : `a file of ${content.length} characters (${hashOfFlow(content).slice(0, 8)})`;
}

function flowInUse(flow: string, numbers: readonly string[]) {
  return {
    code: "flow-in-use",
    sentence: `Calls to ${numbers.join(", ")} still go to the flow "${flow}", so it wasn't deleted.`,
    wayOut:
      "In Zoom, assign these entry points to another flow and try again, or leave the flow in the account.",
  };
}

function goneMeanwhile(flow: string) {
  return {
    code: "zoom-flow-gone",
    sentence: `The flow "${flow}" was deleted in Zoom while it was being published.`,
    wayOut: "Create a new plan.",
  };
}
