/** What publishing asks of one type of block, as far as it is known. What is not said here is not checked. */
export interface ActionRule {
  /** For people: the block's name in Connect's designer. */
  title: string;
  /** Parameters that must be there; "A|B" asks for exactly one of them. */
  required?: readonly string[];
  requiredErrors?: readonly string[];
  /** Errors that may be there; undefined: any. */
  allowedErrors?: readonly string[];
  /** Operands of Equals conditions that must be there. */
  requiredConditions?: readonly string[];
  /** "none": conditions are refused. */
  conditions?: "none";
  /** The call leaves the flow here: no branch is needed for success. */
  ends?: true;
  /** NextAction has no effect, it only repeats this branch. */
  nextCopies?: string;
}
