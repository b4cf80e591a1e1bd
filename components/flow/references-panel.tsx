import { Panel, PanelHeader } from "@/components/ui/panel";
import { Pill } from "@/components/ui/state";
import { type FlowReference, kindTitles, type MappingSuggestion } from "@/lib/flows/language/flow-reference";
import { usesInWords } from "./reference-words";

interface ReferencesPanelProps {
  references: readonly FlowReference[];
  /** What of the instance each of them is; undefined while that isn't known. */
  found: readonly MappingSuggestion[] | undefined;
}

/** The resources that a flow references in its instance and account. */
export function ReferencesPanel({ references, found }: ReferencesPanelProps) {
  const byKey = new Map(found?.map((suggestion) => [suggestion.reference.key, suggestion]));
  return (
    <Panel>
      <PanelHeader
        title="References"
        aside={<span className="text-xs text-ink-faint">{references.length}</span>}
      />
      {references.length === 0 ? (
        <p className="px-3.5 py-3 text-ink-soft">
          This flow doesn't reference a queue, function, prompt, or other flow.
        </p>
      ) : (
        <ul className="divide-y divide-line" data-testid="references">
          {references.map((reference) => (
            <li
              key={reference.key}
              className="grid gap-x-4 px-3.5 py-1.5 md:grid-cols-[150px_minmax(0,240px)_minmax(0,1fr)_130px]"
            >
              <span className="text-ink-soft">{kindTitles[reference.kind]}</span>
              <span className="min-w-0 font-medium break-words">
                <NameOf reference={reference} suggestion={byKey.get(reference.key)} />
              </span>
              <span className="min-w-0 font-mono text-xs break-all text-ink-soft">
                {reference.value || "(empty)"}
              </span>
              <span className="text-xs text-ink-faint md:text-right">{usesInWords(reference)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function NameOf({
  reference: { name, form },
  suggestion,
}: {
  reference: FlowReference;
  suggestion: MappingSuggestion | undefined;
}) {
  if (suggestion?.target && suggestion.state === "here") return suggestion.target.name;
  return (
    <>
      {name ?? <span className="font-normal text-ink-faint">unnamed</span>}{" "}
      {form === "empty" ? (
        <Pill state="attention">empty</Pill>
      ) : suggestion && suggestion.state !== "unread" ? (
        <Pill state="attention">not in this instance</Pill>
      ) : null}
    </>
  );
}
