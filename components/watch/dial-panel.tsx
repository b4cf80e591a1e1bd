import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";

interface DialPanelProps {
  /** "+12065550100"; none when the tenant's own flow leads callers here. */
  numbers: readonly string[];
  isSandbox: boolean;
  children?: ReactNode;
}

/** What a person with a telephone in the other hand has to read. */
export function DialPanel({ numbers: [number, ...others], isSandbox, children }: DialPanelProps) {
  return (
    <Panel>
      <div className="flex flex-col gap-3 px-4 py-4">
        <div>
          <h2 className="text-ink-soft">
            {number ? "Dial this number" : "Dial the number of your own flow"}
          </h2>
          {number ? (
            <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1.5">
              <a
                href={`tel:${number}`}
                className="text-[30px] leading-tight font-semibold tracking-tight tabular-nums hover:text-accent"
                data-testid="number-to-dial"
              >
                {spaced(number)}
              </a>
              <CopyButton value={number} label="number" small />
            </p>
          ) : (
            <p className="mt-1 max-w-[44ch]">
              Callers reach this integration through your own flow. Call a number that leads to that flow.
            </p>
          )}
          {others.length > 0 ? (
            <p className="mt-1 text-xs text-ink-soft">
              or{" "}
              {others.map((other, index) => (
                <span key={other}>
                  {index > 0 ? ", " : ""}
                  <a href={`tel:${other}`} className="tabular-nums hover:text-accent">
                    {spaced(other)}
                  </a>
                </span>
              ))}
            </p>
          ) : null}
        </div>
        {isSandbox ? (
          <p className="text-ink-soft">
            This is the sandbox account, which can't be reached by phone. Place the call from here.
          </p>
        ) : null}
        {children}
      </div>
    </Panel>
  );
}

/** "+12065550100" as "+1 206 555 0100"; other countries in groups of three from the end. */
function spaced(number: string): string {
  const north = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  if (north) return `+1 ${north.slice(1).join(" ")}`;
  return number.replace(/\B(?=(?:\d{3})+$)/g, " ");
}
