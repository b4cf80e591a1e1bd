import { Panel, PanelHeader } from "@/components/ui/panel";
import { type FlowReference, KIND_TITLES } from "@/lib/flows/flow-reference";
import { usesInWords } from "./reference-words";

/** What a flow points at in its instance and account. */
export function ReferencesPanel({ references }: { references: readonly FlowReference[] }) {
  return (
    <Panel>
      <PanelHeader
        title="Points at"
        aside={<span className="text-xs text-ink-faint">{references.length}</span>}
      />
      {references.length === 0 ? (
        <p className="px-3.5 py-3 text-ink-soft">
          Nothing: no queue, function, prompt or other flow is named in it.
        </p>
      ) : (
        <ul className="divide-y divide-line" data-testid="references">
          {references.map((reference) => (
            <li
              key={reference.key}
              className="grid gap-x-4 px-3.5 py-1.5 md:grid-cols-[150px_minmax(0,240px)_minmax(0,1fr)_130px]"
            >
              <span className="text-ink-soft">{KIND_TITLES[reference.kind]}</span>
              <span className="min-w-0 truncate font-medium">
                {reference.name ?? <span className="font-normal text-ink-faint">without a name</span>}
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
