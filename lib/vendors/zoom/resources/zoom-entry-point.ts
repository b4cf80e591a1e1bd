import { z } from "zod";
import { difference } from "@/lib/engine/compare";
import type { DeclaredField } from "@/lib/engine/declared-fields";
import type { Ownership } from "@/lib/engine/observed";
import { unknownValue } from "@/lib/engine/references";
import { defineResource, type ResourceContext } from "@/lib/engine/resource";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { ProblemError } from "@/lib/kernel/result";
import { changeInContext, lostAnswerSeconds, refusalInContext, removeInContext } from "./ask-in-context";
import { findEntryPoint, findHolder, listEntryPoints } from "./entry-points";
import { fetchFlow, flowPath } from "./flow-in-zoom";
import { ownershipOfDescription } from "./mark";

const entryPointProps = z.strictObject({
  /** As callers dial it: "+12065550188". */
  number: z.string().regex(/^\+[1-9]\d{4,14}$/, "A phone number is + and 5 to 15 digits."),
  /** The flow's, by which plans name it. */
  flowName: z.string().min(1),
  /** Absent: the flow that has the name, which a person has made. */
  flowId: z.string().optional(),
});
type EntryPointProps = z.infer<typeof entryPointProps>;

const fields: DeclaredField[] = [
  { path: "number", kept: "identity" },
  { path: "flowName, flowId", kept: "as-wanted" },
  {
    path: "language",
    kept: "not-compared",
    why: "Patchbay doesn't own the number. It manages only where its calls go.",
  },
];

/**
 * Which flow a number of Zoom Contact Center leads to. The number stays whose it is: we let it lead to our flow, keep the flow
 * that it led to, and put that back when we go (only if it still leads to ours).
 */
export const zoomEntryPoint = defineResource<EntryPointProps>({
  type: "zoom-entry-point",
  title: "Zoom entry point",
  props: entryPointProps,
  fields,
  iamActions: [],
  name: ({ number }) => number,
  summary: () => "its calls go to this integration's flow; its previous flow is restored on removal",
  conflictWayOut:
    "Choose another number in the settings. Or remove it from the integration that uses it, deploy that, and plan again.",
  callersNotice: { as: "number", flow: "flowName" },
  usualSeconds: 5,
  longestWaitSeconds: 3 * lostAnswerSeconds,
  refusal: refusalInContext,

  async observe(context, { number, flowId }) {
    const point = await findEntryPoint(context, number);
    if (point === undefined) {
      // A number that went away has no flow to put back; one that is wanted has to be there.
      if (context.record !== undefined) return undefined;
      throw new ProblemError(notThere(number));
    }
    const holder = await findHolder(context, point.id, flowId === undefined ? [] : [flowId]);
    const whose: Ownership =
      holder === undefined ? { kind: "untagged" } : ownershipOfDescription(holder.description, context.owner);
    const isForeign = whose.kind !== "ours" && whose.kind !== "untagged";
    const isKnown = context.record !== undefined && ["", point.id].includes(context.record.physicalId);
    return {
      state: { number, flowId: holder?.id ?? "", flowName: holder?.name ?? "" },
      outputs: { id: point.id },
      ownership: isForeign ? whose : { kind: "ours" },
      ...(isKnown
        ? {}
        : {
            // A flow of ours stood there after us, not before.
            previous:
              holder === undefined || whose.kind === "ours"
                ? { flowId: "" }
                : { flowId: holder.id, flowName: holder.name, language: holder.language },
          }),
    };
  },

  compare: (want, have) =>
    leadsThere(want, have) ? [] : [difference("flowName", have.flowName || "none", want.flowName)],

  async ensure(context, want, have) {
    const id = have?.outputs.id ?? (await findEntryPoint(context, want.number))?.id;
    if (id === undefined) throw new ProblemError(notThere(want.number));
    const earlier = have?.state.flowId ?? "";
    if (have !== undefined && leadsThere(want, have.state)) return { id };
    // Looked up before anything is changed: a flow that isn't there takes no calls.
    const flow = want.flowId ?? (await fetchFlow(context, want.flowName, "name"))?.id;
    if (flow === undefined) throw new ProblemError(noFlow(want.flowName));
    await move(context, { id, number: want.number, from: earlier, to: flow, language: undefined });
    return { id };
  },

  removalNote(props, have, previous) {
    const isElsewhere = have.state.flowId !== "" && !leadsThere(props, have.state);
    if (isElsewhere) return "the number stays and goes to another flow that was chosen in Zoom; not changed";
    const { flowId, flowName } = previousFlow(previous);
    if (flowId === have.state.flowId) return "the number stays with its flow: it led there before Patchbay";
    return flowId === ""
      ? "the number stays, without a flow: it had none before. Its callers can't be connected until you choose one"
      : `the number stays; its calls go back to the flow ${flowName || flowId}`;
  },

  async remove(context, props, have) {
    const { id = "" } = have.outputs;
    const { flowId: now = "" } = have.state;
    // Someone has let it lead elsewhere since: theirs stays. Where it leads nowhere, a removal of ours ended in the middle.
    if (now !== "" && !leadsThere(props, have.state)) return;
    const { flowId, language } = previousFlow(context.record?.previous);
    // It led there before us.
    if (flowId === now) return;
    const isThere = flowId !== "" && (await fetchFlow(context, flowId, "id")) !== undefined;
    if (isThere) await move(context, { id, number: props.number, from: now, to: flowId, language });
    else if (now !== "") await detach(context, now, id);
  },
});

interface Move {
  id: string;
  number: string;
  /** "" where it leads to none. */
  from: string;
  to: string;
  language: string | undefined;
}

/** Zoom takes two calls for it: callers aren't left without a flow because the second one was refused. */
async function move(context: ResourceContext, { id, number, from, to, language }: Move): Promise<void> {
  const before =
    from === "" ? undefined : (await listEntryPoints(context, from)).find((one) => one.id === id);
  if (from !== "") await detach(context, from, id);
  try {
    await attach(context, to, id, language);
  } catch (error) {
    if (from !== "") await putBack(context, { flowId: from, id, number, language: before?.language });
    throw error;
  }
}

/** Throws another Problem when that fails, too: then someone has to know that the number leads nowhere. */
async function putBack(
  context: ResourceContext,
  {
    flowId,
    id,
    number,
    language,
  }: { flowId: string; id: string; number: string; language: string | undefined },
): Promise<void> {
  try {
    await attach(context, flowId, id, language);
  } catch {
    throw new ProblemError({
      code: "zoom-number-without-flow",
      sentence: `Zoom took ${number} from its flow and refused both the new flow and the earlier one. Its callers can't be connected.`,
      wayOut: "In Zoom, open the flow that calls should reach, and add the number to its entry points now.",
    });
  }
}

function leadsThere(want: EntryPointProps, have: EntryPointProps): boolean {
  if (want.flowId === undefined) return want.flowName === have.flowName;
  return want.flowId === have.flowId && want.flowId !== unknownValue;
}

async function attach(
  context: ResourceContext,
  flowId: string,
  entryId: string,
  language: string | undefined,
): Promise<void> {
  const point = { entry_id: entryId, ...(language === undefined ? {} : { entry_language: language }) };
  const request = {
    method: "POST",
    path: flowPath(flowId, "/entry_points"),
    body: { entry_points: [point] },
  } as const;
  await changeInContext(context, request, async () =>
    (await has(context, flowId, entryId)) ? true : undefined,
  );
}

async function detach(context: ResourceContext, flowId: string, entryId: string): Promise<void> {
  const request = {
    method: "DELETE",
    path: flowPath(flowId, "/entry_points"),
    body: { entry_ids: [entryId] },
  } as const;
  // With its flow, the way to it is gone.
  await removeInContext(context, request, async () => !(await has(context, flowId, entryId)));
}

async function has(context: ResourceContext, flowId: string, entryId: string): Promise<boolean> {
  return (await listEntryPoints(context, flowId)).some(({ id }) => id === entryId);
}

interface PreviousFlow {
  flowId: string;
  flowName: string;
  language: string | undefined;
}

function previousFlow(previous: unknown): PreviousFlow {
  const { flowId, flowName, language } = isPlainObject(previous) ? previous : {};
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return { flowId: text(flowId), flowName: text(flowName), language: text(language) || undefined };
}

function noFlow(name: string) {
  return {
    code: "zoom-flow-missing",
    sentence: `Zoom has no flow named "${name}". The number still goes where it went before.`,
    wayOut: "Create the flow in Zoom, or correct its name in the integration's settings, and plan again.",
  };
}

function notThere(number: string) {
  return {
    code: "zoom-number-missing",
    sentence: `Zoom Contact Center has no entry point with the number ${number}. Nothing was changed.`,
    wayOut: "Add the number to Zoom Contact Center, or choose another one in the integration's settings.",
  };
}
