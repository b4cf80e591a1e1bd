import type { State } from "@/components/ui/state";
import type { PlanAction, PlanStep } from "@/lib/engine/plan-step";

interface ActionLook {
  /** Told apart without colour. */
  mark: string;
  /** For the count: "17 create". */
  word: string;
  state: State;
}

export const actionLooks: Record<PlanAction, ActionLook> = {
  create: { mark: "+", word: "create", state: "good" },
  update: { mark: "~", word: "update", state: "attention" },
  replace: { mark: "±", word: "replace", state: "attention" },
  adopt: { mark: "⊕", word: "adopt", state: "accent" },
  delete: { mark: "−", word: "remove", state: "bad" },
  conflict: { mark: "!", word: "conflict", state: "bad" },
  keep: { mark: "=", word: "unchanged", state: "unknown" },
};

const order: readonly PlanAction[] = ["conflict", "create", "update", "replace", "adopt", "delete", "keep"];

/** How many steps there are of each action, the ones that matter first; none that there are none of. */
export function countActions(steps: readonly PlanStep[]): { action: PlanAction; count: number }[] {
  return order.flatMap((action) => {
    const count = steps.filter((step) => step.action === action).length;
    return count > 0 ? [{ action, count }] : [];
  });
}

/** Steps that change something usually take this long, one after another where they wait for each other. */
export function usualSeconds(steps: readonly PlanStep[]): number {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const known = new Map<string, number>();
  const endOf = (step: PlanStep, above: readonly string[]): number => {
    const done = known.get(step.id);
    if (done !== undefined) return done;
    const before = step.dependsOn.flatMap((id) => {
      const other = byId.get(id);
      return other && !above.includes(id) ? [endOf(other, [...above, step.id])] : [];
    });
    const own = step.action === "keep" || step.action === "conflict" ? 0 : step.usualSeconds;
    const end = Math.max(0, ...before) + own;
    known.set(step.id, end);
    return end;
  };
  return Math.max(0, ...steps.map((step) => endOf(step, [])));
}
