import { CancelWait } from "./cancel-wait";
import { Panel } from "./panel";
import { WaitNote } from "./wait-note";

/** Stands for a form while the contact center is asked for what there is to choose. */
export function LoadingForm({ of = "Amazon Connect" }: { of?: string | undefined }) {
  return (
    <Panel>
      <div role="status" className="flex flex-col gap-3 p-3.5">
        <span className="text-xs text-ink-faint">Loading from {of}…</span>
        <WaitNote of={of} cancel={<CancelWait to="integrations" />} />
        {["w-40", "w-64", "w-52", "w-72"].map((width) => (
          <span key={width} className={`skeleton h-3.5 max-w-full ${width}`} aria-hidden="true" />
        ))}
      </div>
    </Panel>
  );
}
