"use client";

import { FailedScreen } from "@/components/failed-screen";

export default function ErrorScreen({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center px-6">
      <FailedScreen error={error} retry={retry} />
    </main>
  );
}
