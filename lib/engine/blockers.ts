import type { PlanStep } from "./plan-step";

/**
 * What a person can do about a conflict: take another phone number, another prefix or name, let the integration take
 * over what exists, or change the settings as the conflict itself says. The best comes first.
 */
export type Advice = "other-number" | "adopt" | "other-name" | "other-settings";

/** Conflicts about whose a thing of that name is. Others say themselves what can be done. */
const aboutOwners = /^(name-taken|owned-by-.*)$/;
/** Nothing of these has a name that we could change, or may be taken over. */
const nameless = ["claimed-number", "flow-handover", "security-profile-application"];

export function adviceFor(step: PlanStep): Advice[] {
  if (step.type === "phone-number-flow") return ["other-number"];
  if (nameless.includes(step.type) || !aboutOwners.test(step.problem?.code ?? "")) return ["other-settings"];
  return step.problem?.code === "name-taken" ? ["adopt", "other-name"] : ["other-name"];
}
