import type { FlowKind } from "./flow-kind";
import type { ValueRule } from "./value-rules";

/** What publishing asks of one type of block, as far as it is known. What isn't said here isn't checked. */
export interface ActionRule {
  /** For people: the block's name in Connect's designer. */
  title: string;
  /** By name. A name that isn't here is refused, unless `open`. undefined: its parameters aren't known. */
  parameters?: Readonly<Record<string, ValueRule>>;
  /** It may have parameters that aren't known here. */
  open?: true;
  /** Parameters that must be there; "A|B" asks for exactly one of them. */
  required?: readonly string[];
  /** Of each group, at least one must be there. */
  anyOf?: readonly (readonly string[])[];
  /** Of each group, at most one may be there. */
  atMostOne?: readonly (readonly string[])[];
  /** Names that documentation or other tools use and that publishing refuses, where the list is open. */
  refused?: readonly string[];
  /** Whether NextAction must, may not, or may be there. Branches don't replace it. */
  next: "required" | "refused" | "optional";
  errors?: ErrorRule;
  /** "none": conditions are refused. undefined: nothing is known about them. */
  conditions?: ConditionRule | "none";
  flowKinds?: FlowKindRule;
  /** What differs with its own parameters, or with the flow that it stands in. */
  vary?(parameters: Readonly<Record<string, unknown>>, kind: FlowKind | undefined): Partial<ActionRule>;
  /** The call leaves the flow here if all goes well: no branch is needed for success. */
  ends?: true;
  /** NextAction has no effect of its own during a call, it only repeats this branch. */
  nextCopies?: string;
}

export interface ErrorRule {
  /** Publishing refuses the block without these. */
  required?: readonly string[];
  /** Every known flow has these, and no one was seen to leave one out: their absence is told, and not called wrong. */
  expected?: readonly string[];
  /** These may be there too. */
  optional?: readonly string[];
  /** Others may exist. */
  open?: true;
}

export interface ConditionRule {
  /** Equals alone when absent. */
  operators?: readonly string[];
  /** What may be compared with; anything when absent. */
  operands?: (operand: string) => boolean;
  /** Operands that must have a branch. */
  required?: readonly string[];
  atLeastOne?: true;
}

/** The flows that a block belongs into. A module is never restricted, save where it is the only place. */
export interface FlowKindRule {
  kinds: readonly FlowKind[];
  /**
   * "refused": publishing was seen to refuse it elsewhere, or AWS says so plainly. "documented": AWS's pages differ.
   */
  elsewhere: "refused" | "documented";
}
