"use client";

import { type FormEvent, useState } from "react";
import { useConfirmedAction } from "@/app/confirm-identity/use-confirmed-action";
import { CodeField } from "@/components/account/code-field";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { FormProblem } from "@/components/ui/form-problem";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { begin, turnOn } from "./actions";
import { RecoveryCodes } from "./recovery-codes";

interface SetUpTwoStepProps {
  /** On the button that begins. */
  label: string;
  look?: "solid" | "plain";
  onDone: () => void;
}

/** Scan, prove with a code, save the recovery codes. What the account had before stays in force until the code is right. */
export function SetUpTwoStep({ label, look = "solid", onDone }: SetUpTwoStepProps) {
  const { isBusy, problem, fields, run, confirmation } = useConfirmedAction();
  const [offer, setOffer] = useState<{ secret: string; qrCode: string }>();
  const [codes, setCodes] = useState<readonly string[]>();

  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (!offer) {
    return (
      <div className="flex flex-col items-start gap-3">
        <Button look={look} busy={isBusy} onClick={() => void run(() => begin(undefined), setOffer)}>
          {label}
        </Button>
        {problem ? <ProblemNotice problem={problem} /> : null}
        {confirmation}
      </div>
    );
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code") ?? "");
    void run(
      () => turnOn({ code }),
      ({ recoveryCodes }) => setCodes(recoveryCodes),
    );
  }

  return (
    <form method="post" onSubmit={submit} className="flex max-w-sm flex-col gap-4" noValidate>
      <ol className="flex list-decimal flex-col gap-3 pl-4">
        <li>
          <p>Scan this code with an authenticator app.</p>
          {/* biome-ignore lint/performance/noImgElement: a data URL, which Next's image server cannot make smaller. */}
          <img
            src={`data:image/svg+xml,${encodeURIComponent(offer.qrCode)}`}
            alt="QR code for your authenticator app"
            width={184}
            height={184}
            className="my-2 rounded-control border border-line bg-[white]"
          />
          <details>
            <summary className="text-xs text-ink-soft underline underline-offset-2">
              Can't scan it? Enter this key instead
            </summary>
            <p className="mt-1.5 flex flex-wrap items-center gap-2">
              <code data-testid="totp-secret" className="font-mono text-xs break-all">
                {offer.secret}
              </code>
              <CopyButton value={offer.secret.replaceAll(" ", "")} label="the key" small />
            </p>
          </details>
        </li>
        <li>Enter the 6-digit code that the app shows.</li>
      </ol>
      <CodeField error={fields.code} />
      <FormProblem problem={problem} fields={fields} />
      <div>
        <Button type="submit" look="solid" busy={isBusy}>
          Turn on two-step authentication
        </Button>
      </div>
    </form>
  );
}
