import { setTimeout as sleep } from "node:timers/promises";
import type { ShownView, ViewOutcome } from "../flow-runner/agent-view";
import { isRecord } from "../flow-runner/flow-document";

/** What the simulated agent does in the views of a guide. */
export interface ViewWish {
  /** Values by the fields' names; fields without one get their first option, or a word. */
  fields: Readonly<Record<string, string>>;
  /** What the agent chooses in the form; its first way on when absent. */
  action?: string | undefined;
  /** The agent never answers: the block waits in vain. */
  ignores?: boolean;
}

const thinkMs = 50;
const waitMs = 250;
const maxDepth = 12;

/** Fills in the fields that the view's data describes, and goes on. */
export async function fillInView(view: ShownView, wish: ViewWish): Promise<ViewOutcome> {
  if (wish.ignores) {
    await sleep(waitMs);
    return { kind: "timed-out" };
  }
  await sleep(thinkMs);
  const ways = ["Next", "Step", ...view.actions];
  const action =
    view.id === "form" && wish.action !== undefined
      ? wish.action
      : ways.find((way) => view.actions.includes(way));
  if (action === undefined) return { kind: "timed-out" };
  const FormData = Object.fromEntries(
    listFields(view.data).map((field) => [field.name, enteredIn(field, wish.fields[field.name])]),
  );
  return { kind: "answered", action, result: Object.keys(FormData).length === 0 ? {} : { FormData } };
}

interface Field {
  name: string;
  type: string;
  options: string[];
}

/** Every object with a Name and a Type inside the view's sections is a field. */
function listFields(data: unknown, depth = 0): Field[] {
  if (depth > maxDepth) return [];
  if (Array.isArray(data)) return data.flatMap((entry) => listFields(entry, depth + 1));
  if (!isRecord(data)) return [];
  const { Name, Type, Options, Items, Sections } = data;
  const inside = [Items, Sections].flatMap((one) => listFields(one, depth + 1));
  if (typeof Name !== "string" || typeof Type !== "string") return inside;
  const options = Array.isArray(Options)
    ? Options.filter(isRecord).flatMap(({ Value }) => (typeof Value === "string" ? [Value] : []))
    : [];
  return [{ name: Name, type: Type, options }, ...inside];
}

/** What is chosen is a list, as published flows read it; what is typed is text. */
function enteredIn({ type, options }: Field, wished: string | undefined): unknown {
  if (type === "FormInput" || type === "TextArea") return wished ?? "Filled in by the sandbox.";
  if (type === "Toggle") return [wished ?? "false"];
  return [wished ?? options[0] ?? ""];
}
