import type { TenantContext } from "@/lib/access/action";
import { EmptyState } from "./ui/empty-state";
import { LinkButton } from "./ui/link-button";
import { Panel } from "./ui/panel";
import { Time } from "./ui/time";

interface ArchivedTenantProps extends Pick<TenantContext, "name" | "slug" | "user"> {
  archived: NonNullable<TenantContext["archived"]>;
}

/** In the place of each screen of an archived tenant. */
export function ArchivedTenant({ name, slug, user, archived }: ArchivedTenantProps) {
  return (
    <Panel>
      <h1 className="sr-only">{name}</h1>
      <EmptyState
        title={`${name} is archived`}
        action={
          user.isOperator ? (
            <LinkButton href={`/fleet?${new URLSearchParams({ archived: "yes", find: slug })}`}>
              Restore it in Fleet
            </LinkButton>
          ) : undefined
        }
      >
        {archived.by ? `${archived.by} archived this tenant on ` : "This tenant was archived on "}
        <Time at={archived.at.toISOString()} />. Nothing was deleted, and what is deployed keeps handling
        calls. Contacts aren't scanned meanwhile.
        {user.isOperator ? null : " An operator can restore it."}
      </EmptyState>
    </Panel>
  );
}
