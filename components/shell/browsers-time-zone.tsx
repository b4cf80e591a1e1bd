"use client";

import { type ReactNode, useEffect } from "react";
import { ServersTimeZone } from "@/components/ui/time";
import { timeZoneCookie } from "./time-zone";

/** Has the server write times in this browser's zone from its second page on. `known`: what it named before. */
export function BrowsersTimeZone({ known, children }: { known: string | undefined; children: ReactNode }) {
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (timeZone === known) return;
    // biome-ignore lint/suspicious/noDocumentCookie: not secret, and read by the server at the next request.
    document.cookie = timeZoneCookie.format(timeZone, location.protocol === "https:");
  }, [known]);
  return <ServersTimeZone value={known ?? "UTC"}>{children}</ServersTimeZone>;
}
