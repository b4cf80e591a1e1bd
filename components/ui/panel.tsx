import type { ReactNode } from "react";
import { actionsWithBelow } from "./below-row";
import { classNames } from "./class-names";

interface PanelProps {
  children: ReactNode;
  className?: string;
  id?: string;
}

export function Panel({ children, className, id }: PanelProps) {
  return (
    <section id={id} className={classNames("min-w-0 rounded-panel border border-line bg-panel", className)}>
      {children}
    </section>
  );
}

interface PanelHeaderProps {
  title: ReactNode;
  /** Beside the title: pills, counts. */
  aside?: ReactNode;
  /** At the far end: links, buttons. */
  actions?: ReactNode;
}

export function PanelHeader({ title, aside, actions }: PanelHeaderProps) {
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-x-2.5 gap-y-1.5 border-b border-line px-3.5 py-2">
      <h2 className="min-w-0 font-semibold wrap-anywhere">{title}</h2>
      {aside}
      {actions ? (
        <div
          data-actions="panel"
          className={`ml-auto flex flex-wrap items-center justify-end gap-2 ${actionsWithBelow}`}
        >
          {actions}
        </div>
      ) : null}
    </header>
  );
}

/** Label and value, one under the other with hairlines: the facts of one thing. */
export function Facts({ rows }: { rows: { label: string; value: ReactNode }[] }) {
  return (
    <dl className="divide-y divide-line">
      {rows.map(({ label, value }) => (
        <div key={label} className="flex items-baseline justify-between gap-4 px-3.5 py-1.5">
          <dt className="shrink-0 text-ink-soft">{label}</dt>
          <dd className="min-w-0 text-right break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
