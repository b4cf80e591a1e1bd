import { TabLink } from "@/components/ui/tab-link";
import type { IntegrationId } from "@/lib/kernel/ids";

interface TabsProps {
  slug: string;
  integrationId: IntegrationId;
  canOpenContacts: boolean;
}

/** The screens of one integration. */
export function IntegrationTabs({ slug, integrationId, canOpenContacts }: TabsProps) {
  const base = `/${slug}/integrations/${integrationId}`;
  return (
    <nav aria-label="Integration" className="scroll-shade flex gap-1 border-b border-line">
      <TabLink href={base} isExact>
        Overview
      </TabLink>
      <TabLink href={`${base}/settings`}>Settings</TabLink>
      <TabLink href={`${base}/guide`}>Guide</TabLink>
      {canOpenContacts ? <TabLink href={`${base}/watch`}>Watch a call</TabLink> : null}
      <TabLink href={`${base}/history`}>History</TabLink>
      <TabLink href={`${base}/remove`}>Remove</TabLink>
    </nav>
  );
}
