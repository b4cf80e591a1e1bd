import type { Metadata } from "next";
import { Suspense } from "react";
import { defineScreen } from "@/components/define-screen";
import { TrailLoading } from "@/components/trail/trail-loading";
import { CopyButton } from "@/components/ui/copy-button";
import { ScreenHeader } from "@/components/ui/screen-header";
import { openLook } from "@/lib/contacts/trail/open-look";
import { shortId } from "@/lib/kernel/short-id";
import { centersOfId, parseAnyContactId } from "@/lib/vendors/contact-centers";
import { ContactTrail } from "./contact-trail";
import { HeaderActions } from "./header-actions";
import { NoTrail } from "./no-trail";

interface Address {
  tenant: string;
  contactId: string;
}

/** Several trails are open side by side: the first letters of the id tell their tabs apart, as in the lists. */
export async function generateMetadata({ params }: { params: Promise<Address> }): Promise<Metadata> {
  const id = parseAnyContactId((await params).contactId);
  return { title: id.ok ? `Contact ${shortId(id.value)}` : "No trail to show" };
}

export default defineScreen<Address>({
  permission: "contact:read",
  render: async (context, { params, search }) => {
    const back = { href: `/${context.slug}/contacts`, label: "Contacts" };
    const contactId = parseAnyContactId(params.contactId);
    if (!contactId.ok) {
      return (
        <>
          <ScreenHeader title="No trail to show" back={back} />
          <NoTrail problem={contactId.problem} slug={context.slug} />
        </>
      );
    }
    const center = centersOfId(contactId.value)[0]?.center;
    // Not awaited: the frame and the id are on the screen before any other system has been asked.
    const look = openLook(context, contactId.value, search.unmask === "1");
    return (
      <>
        <ScreenHeader
          title={<span className="font-mono text-base break-all">{contactId.value}</span>}
          back={back}
          pills={<CopyButton value={contactId.value} label="contact ID" />}
          actions={
            <Suspense fallback={null}>
              <HeaderActions look={look} />
            </Suspense>
          }
        />
        <Suspense
          fallback={
            <TrailLoading of={center?.title ?? "Amazon Connect"} hasFlowPath={center === undefined} />
          }
        >
          <ContactTrail contactId={contactId.value} look={look} context={context} />
        </Suspense>
      </>
    );
  },
});
