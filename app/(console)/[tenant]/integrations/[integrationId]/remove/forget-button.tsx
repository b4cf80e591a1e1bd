"use client";

import { useRouter } from "next/navigation";
import { ConfirmButton } from "@/components/ui/confirm-button";
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
      <ConfirmButton
        label="Remove from Patchbay"
        name={`Remove ${name} from Patchbay`}
        question={`Remove ${name} from Patchbay? Its settings, history, guide progress, and test results are deleted. This can't be undone.`}
        answer="Remove"
        isBusy={isBusy}
        onConfirm={() => void run(forget, () => router.push(`/${slug}/integrations`))}
      />
      {problem ? <ProblemNotice problem={problem} /> : null}
    </>
  );
}
