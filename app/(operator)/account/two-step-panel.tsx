"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useConfirmedAction } from "@/app/confirm-identity/use-confirmed-action";
import { renewCodes, turnOff } from "@/app/two-step-setup/actions";
import { RecoveryCodes } from "@/app/two-step-setup/recovery-codes";
import { SetUpTwoStep } from "@/app/two-step-setup/set-up-two-step";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { ProblemNotice } from "@/components/ui/problem-notice";

interface TwoStepPanelProps {
  isOn: boolean;
  codesLeft: number;
}

export function TwoStepPanel({ isOn, codesLeft }: TwoStepPanelProps) {
  const router = useRouter();
  const { isBusy, problem, run, confirmation } = useConfirmedAction();
  const [codes, setCodes] = useState<readonly string[]>();
  const done = () => {
    setCodes(undefined);
    router.refresh();
  };
  if (codes) return <RecoveryCodes codes={codes} onDone={done} />;
  if (!isOn) {
    return (
      <>
        <p className="text-ink-soft">
          When you sign in, you enter a code from an authenticator app after your password. A stolen password
          alone is then useless.
        </p>
        <SetUpTwoStep label="Set up two-step authentication" onDone={done} />
      </>
    );
  }
  return (
    <>
      <p className="text-ink-soft">
        Sign-in asks for a code from your authenticator app. {codesLeft} of 10 recovery codes left.
      </p>
      <div className="flex flex-wrap items-start gap-2">
        <Button
          busy={isBusy}
          onClick={() =>
            void run(
              () => renewCodes(undefined),
              ({ recoveryCodes }) => setCodes(recoveryCodes),
            )
          }
        >
          Get new recovery codes
        </Button>
        <ConfirmButton
          label="Turn off"
          question="Turn off two-step authentication? Your password alone will then open your account, and your recovery codes stop working."
          answer="Turn off"
          isBusy={isBusy}
          onConfirm={() => void run(() => turnOff(undefined), done)}
        />
      </div>
      <SetUpTwoStep label="Change authenticator app" look="plain" onDone={done} />
      {problem ? <ProblemNotice problem={problem} /> : null}
      {confirmation}
    </>
  );
}
