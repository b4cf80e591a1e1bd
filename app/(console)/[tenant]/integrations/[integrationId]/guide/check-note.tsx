import { Pill, type State } from "@/components/ui/state";
import { TextWithTimes } from "@/components/ui/text-with-times";
import { Time } from "@/components/ui/time";
import type { StoredGuideCheck } from "@/lib/integrations/guide-check-store";

export const checkWords: Record<StoredGuideCheck["code"], { state: State; label: string }> = {
  published: { state: "good", label: "As given" },
  older: { state: "attention", label: "Earlier version" },
  "development-only": { state: "attention", label: "Not published" },
  changed: { state: "attention", label: "Changed" },
  absent: { state: "attention", label: "Missing" },
  "not-seen": { state: "unknown", label: "Not seen" },
  unknown: { state: "unknown", label: "Couldn't check" },
};

/** What the vendor's API showed of a step, good or not, and when. */
export function CheckNote({ check, title }: { check: StoredGuideCheck; title: string }) {
  const { state, label } = checkWords[check.code];
  return (
    <div data-check={check.code} className="mt-1.5 flex flex-wrap items-baseline gap-x-2 gap-y-1">
      <Pill state={state}>{label}</Pill>
      <p className="min-w-0 max-w-[84ch] flex-1 basis-60">
        <TextWithTimes text={check.detail} />{" "}
        <span className="text-xs text-ink-faint">
          Checked <Time at={check.at.toISOString()} />
        </span>
      </p>
      {check.difference.length > 0 ? (
        <details className="basis-full">
          <summary className="cursor-pointer text-xs text-ink-soft">
            Difference<span className="sr-only"> from what is given: {title}</span>
          </summary>
          <ul className="mt-1 flex flex-col gap-0.5 font-mono text-xs break-words">
            {check.difference.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
