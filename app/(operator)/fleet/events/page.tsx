import { sayAction } from "@/app/(console)/[tenant]/audit/action-words";
import { enterAsOperator } from "@/components/define-screen";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Time } from "@/components/ui/time";
import { type FleetEventEntry, listFleetEvents } from "@/lib/access/audit/list-fleet-events";

export const metadata = { title: "Operator log" };

interface FleetEventsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const cell = "px-3 py-1.5 break-words first:pl-3.5 last:pr-3.5 max-md:min-w-0 max-md:py-0.5 max-md:pl-3.5";

/** Operators only; for anyone else there is no such screen. */
export default async function FleetEventsPage({ searchParams }: FleetEventsPageProps) {
  const { actor } = await enterAsOperator();
  const given = (await searchParams).before;
  const before = Array.isArray(given) ? given[0] : given;
  const { events, next } = await listFleetEvents(actor, { before });
  return (
    <>
      <ScreenHeader title="Operator log">
        What operators viewed and changed outside a tenant, and sign-ins to their accounts. Entries can't be
        changed or deleted here. Your access to this page is logged.
      </ScreenHeader>
      <Panel>
        {events.length === 0 ? (
          <EmptyState title="No more events">There are no older entries.</EmptyState>
        ) : (
          <table className="w-full border-collapse text-left" data-testid="fleet-events">
            <thead className="max-md:sr-only">
              <tr className="border-b border-line text-xs text-ink-soft">
                {["When", "Who", "What", "Account", "From"].map((title) => (
                  <th key={title} scope="col" className={`${cell} font-normal`}>
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {events.map((event) => (
                <EventRow key={event.id} event={event} />
              ))}
            </tbody>
          </table>
        )}
      </Panel>
      <nav aria-label="Pages" className="flex gap-2">
        {before ? <LinkButton href="/fleet/events">Newest</LinkButton> : null}
        {next ? <LinkButton href={`/fleet/events?before=${next}`}>Older</LinkButton> : null}
      </nav>
    </>
  );
}

function EventRow({ event: { at, actorName, action, target, address } }: { event: FleetEventEntry }) {
  return (
    <tr className="align-baseline hover:bg-hover max-md:flex max-md:flex-wrap max-md:py-1">
      <td className={`${cell} text-xs max-md:basis-full whitespace-nowrap text-ink-soft`}>
        <Time at={at.toISOString()} />
      </td>
      <td className={cell}>{actorName}</td>
      <td className={cell}>{sayFleetAction(action)}</td>
      <td className={`${cell} text-ink-soft`}>{target ? (target.name ?? target.userId) : null}</td>
      <td className={`${cell} font-mono text-xs text-ink-faint`}>{address}</td>
    </tr>
  );
}

const words: Record<string, string> = {
  "looks at the fleet": "Viewed the fleet",
  "searches the fleet": "Searched the fleet",
  "searches all tenants for a contact": "Searched all tenants for a contact",
  "looks at people": "Viewed accounts",
  "searches people": "Searched accounts",
  "reads fleet events": "Viewed the operator log",
};

function sayFleetAction(action: string): string {
  return words[action] ?? sayAction(action);
}
