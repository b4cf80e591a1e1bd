"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";

interface ForgetButtonProps {
  slug: string;
  name: string;
  forget: () => Promise<ActionResult<null>>;
}

export function ForgetButton({ slug, name, forget }: ForgetButtonProps) {
  const router = useRouter();
  const { isBusy, problem, run } = useAction();
  return (
    <>
      <Button
        look="danger"
        holdsName
        busy={isBusy}
        onClick={() => void run(forget, () => router.push(`/${slug}/integrations`))}
      >
        Remove {name} from Patchbay
      </Button>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </>
  );
}
