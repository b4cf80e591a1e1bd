"use client";

import Link from "next/link";
import { useParams } from "next/navigation";
import { buttonClasses } from "./button";

/** Leaves for a screen of the tenant that reads nothing from outside; leaving ends the wait. */
export function CancelWait({ to = "overview" }: { to?: "overview" | "integrations" | "connections" }) {
  const params = useParams<{ tenant?: string }>();
  return (
    <Link
      href={`/${params?.tenant ?? ""}/${to}`}
      prefetch={false}
      className={buttonClasses("plain", "small")}
    >
      Cancel
    </Link>
  );
}
