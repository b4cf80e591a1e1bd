"use client";

import { FailedScreen } from "@/components/failed-screen";

export default function ErrorInTenant({ error, retry }: { error: unknown; retry: () => void }) {
  return <FailedScreen error={error} retry={retry} />;
}
