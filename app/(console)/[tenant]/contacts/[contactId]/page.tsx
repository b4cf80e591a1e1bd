import { Suspense } from "react";
import { defineScreen } from "@/components/define-screen";
import { TrailLoading } from "@/components/trail/trail-loading";
import { CopyButton } from "@/components/ui/copy-button";
import { ScreenHeader } from "@/components/ui/screen-header";
import { openLook } from "@/lib/contacts/trail/open-look";
import { parseContactId } from "@/lib/kernel/contact-id";
import { ContactTrail } from "./contact-trail";
import { HeaderActions } from "./header-actions";
import { NoTrail } from "./no-trail";

export const metadata = { title: "Trail" };

export default defineScreen<{ tenant: string; contactId: string }>({
  permission: "contact:read",
  render: async (context, { params, search }) => {
    const back = { href: `/${context.slug}/contacts`, label: "Contacts" };
    const contactId = parseContactId(params.contactId);
    if (!contactId.ok) {
      return (
        <>
          <ScreenHeader title="No trail to show" back={back} />
          <NoTrail problem={contactId.problem} slug={context.slug} />
        </>
      );
    }
    // Not awaited: the frame and the id are on the screen before any other system has been asked.
    const look = openLook(context, contactId.value, search.unmask === "1");
    return (
      <>
        <ScreenHeader
          title={<span className="font-mono text-base break-all">{contactId.value}</span>}
          back={back}
          pills={<CopyButton value={contactId.value} label="contact id" />}
          actions={
            <Suspense fallback={null}>
              <HeaderActions look={look} />
            </Suspense>
          }
        />
        <Suspense fallback={<TrailLoading />}>
          <ContactTrail contactId={contactId.value} look={look} context={context} />
        </Suspense>
      </>
    );
  },
});
