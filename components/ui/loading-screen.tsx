import { CancelWait } from "./cancel-wait";
import { WaitNote } from "./wait-note";

interface LoadingScreenProps {
  rows?: number;
  /** Whose data they are: "Amazon Connect". Without it, Patchbay's own. */
  of?: string;
}

/** The outline of a screen while its data are read. */
export function LoadingScreen({ rows = 6, of }: LoadingScreenProps) {
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">Loading</span>
      <WaitNote of={of ?? "Patchbay"} cancel={of ? <CancelWait /> : null} />
      <div className="skeleton h-6 w-52" />
      <div className="rounded-panel border border-line bg-panel">
        <div className="border-b border-line px-3.5 py-3">
          <div className="skeleton h-4 w-32" />
        </div>
        {Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: these rows are nothing but their place.
          <div key={index} className="flex gap-6 border-b border-line px-3.5 py-3 last:border-0">
            <div className="skeleton h-3.5 w-40" />
            <div className="skeleton h-3.5 w-24" />
            <div className="skeleton ml-auto h-3.5 w-16" />
          </div>
        ))}
      </div>
    </div>
  );
}
