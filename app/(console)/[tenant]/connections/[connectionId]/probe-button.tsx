"use client";

import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import { probe } from "../actions";

export function ProbeButton({ slug, id }: { slug: string; id: string }) {
  const { isBusy, problem, run } = useAction();
  return (
    <>
      {problem ? <ProblemNotice problem={problem} /> : null}
      <Button
        busy={isBusy}
        onClick={() =>
          void run(
            () => probe(slug, { id }),
            () => undefined,
          )
        }
      >
        {isBusy ? "Asking…" : "Check now"}
      </Button>
    </>
  );
}
