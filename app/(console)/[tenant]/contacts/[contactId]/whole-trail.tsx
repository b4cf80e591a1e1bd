import type { ReactNode } from "react";
import type { SourceReport } from "@/lib/trail/event";

interface WholeTrailProps {
  contactId: string;
  reports: Promise<SourceReport[]>;
  children: (trail: { hasEnded: boolean }) => ReactNode;
}

/** What can only be said once every source has been read. */
export async function WholeTrail({ reports, children }: WholeTrailProps) {
  const record = (await reports).find(({ source }) => source === "contact-record");
  const rows = record && record.state !== "failed" ? (record.panel?.rows ?? []) : [];
  return children({ hasEnded: rows.some(({ label }) => label === "Ended") });
}
