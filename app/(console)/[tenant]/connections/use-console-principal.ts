"use client";

import { useEffect, useState } from "react";
import type { ConsolePrincipal } from "@/lib/connections/onboarding";

/** The console answers within 10 s: it asks AWS two things, 5 s each at most. */
const deadlineMs = 15_000;

export type AskedPrincipal = ConsolePrincipal | { kind: "asking" } | { kind: "unknown" };

/** Who this console is on AWS, asked beside the form: it may take seconds, and nobody has to wait for it. */
export function useConsolePrincipal(slug: string, region: string | undefined): AskedPrincipal {
  const [asked, setAsked] = useState<AskedPrincipal>({ kind: "asking" });
  useEffect(() => {
    if (region === undefined) return;
    const gone = new AbortController();
    setAsked({ kind: "asking" });
    ask(slug, region, gone.signal).then(
      (answer) => gone.signal.aborted || setAsked(answer),
      () => gone.signal.aborted || setAsked({ kind: "unknown" }),
    );
    return () => gone.abort();
  }, [slug, region]);
  return asked;
}

async function ask(slug: string, region: string, gone: AbortSignal): Promise<AskedPrincipal> {
  const signal = AbortSignal.any([gone, AbortSignal.timeout(deadlineMs)]);
  const answer = await fetch(`/api/${slug}/console-principal?region=${region}`, {
    signal,
    cache: "no-store",
  });
  return answer.ok ? ((await answer.json()) as ConsolePrincipal) : { kind: "unknown" };
}
