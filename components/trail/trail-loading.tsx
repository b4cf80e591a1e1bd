import { CancelWait } from "@/components/ui/cancel-wait";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { WaitNote } from "@/components/ui/wait-note";

interface TrailLoadingProps {
  /** The contact center that is asked: "Amazon Connect", or a vendor's. */
  of: string;
  hasFlowPath: boolean;
}

/** The outline of a trail while the contact center is asked for the contact. */
export function TrailLoading({ of, hasFlowPath }: TrailLoadingProps) {
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="-mt-2.5 text-xs text-ink-faint">Loading this contact from {of}…</span>
      <WaitNote of={of} cancel={<CancelWait />} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_400px]" aria-hidden="true">
        <Panel>
          <PanelHeader title="Trail" />
          {["w-64", "w-80", "w-52", "w-72", "w-60", "w-44"].map((width) => (
            <div
              key={width}
              className="flex items-center gap-4 border-b border-line px-3.5 py-2 last:border-0"
            >
              <div className="skeleton h-3 w-20 max-sm:hidden" />
              <div className="skeleton size-2.5" />
              <div className={`skeleton h-3.5 max-w-full ${width}`} />
            </div>
          ))}
        </Panel>
        {hasFlowPath ? (
          <Panel>
            <PanelHeader title="Path through the flow" />
            <div className="flex flex-col items-center gap-5 py-5">
              {["a", "b", "c"].map((block) => (
                <div key={block} className="skeleton h-9 w-36" />
              ))}
            </div>
          </Panel>
        ) : null}
      </div>
    </div>
  );
}
