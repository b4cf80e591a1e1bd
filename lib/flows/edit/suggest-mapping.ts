import type {
  FlowReference,
  MappingSuggestion,
  ReferenceKind,
  ReferenceTarget,
} from "../language/flow-reference";
import { withoutQualifier } from "../language/reference-kinds";

/** What is known of this instance's things of one kind. */
export interface KnownTargets {
  kind: ReferenceKind;
  items: readonly ReferenceTarget[];
  /** False: there may be more than these. */
  isComplete: boolean;
}

/** What to turn each reference to, by its name; in doubt, a person chooses. Pure. */
export function suggestMapping(
  references: readonly FlowReference[],
  known: readonly KnownTargets[],
): MappingSuggestion[] {
  return references.map((reference) => {
    const list = known.find(({ kind }) => kind === reference.kind);
    const items = list?.items ?? [];
    const here = findHere(reference, items);
    if (here !== undefined) return { reference, state: "here", target: here, candidates: [here] };
    const sameName = items.filter(({ name }) => name === reference.name);
    const alike = sameName.length > 0 ? sameName : items.filter((item) => isAlike(item.name, reference.name));
    const [only] = alike;
    const rest = items.filter((item) => !alike.includes(item));
    const candidates = [...alike, ...rest];
    if (alike.length === 1 && only !== undefined) {
      return { reference, state: "found", target: only, candidates };
    }
    const isUnread = items.length === 0 && list?.isComplete !== true;
    return { reference, state: isUnread ? "unread" : "choose", candidates };
  });
}

/** The thing of this instance at which the reference points as it is. */
export function findHere(
  { kind, value, form }: Pick<FlowReference, "kind" | "value" | "form">,
  items: readonly ReferenceTarget[],
): ReferenceTarget | undefined {
  if (form === "empty" || form === "placeholder") return undefined;
  const meant = withoutQualifier(kind, value);
  return items.find(({ id, arn }) => [arn, id].some((each) => withoutQualifier(kind, each) === meant));
}

function isAlike(name: string, wanted: string | undefined): boolean {
  return wanted !== undefined && plain(name) === plain(wanted);
}

function plain(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
