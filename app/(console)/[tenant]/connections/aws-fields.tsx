"use client";

import { Download } from "lucide-react";
import { buttonClasses } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import type { FieldsProps } from "./connection-form";
import { SecretInput, TextInput } from "./inputs";

const accesses = [
  {
    kind: "role",
    label: "A role",
    note: "Recommended: the account's owner can take it away at any time; nothing secret is stored.",
  },
  { kind: "keys", label: "Access keys", note: "Long-lived and secret: sealed here, and yours to rotate." },
  { kind: "sandbox", label: "The sandbox", note: "An account on this machine, to try everything on." },
] as const;

export function AwsFields(props: FieldsProps) {
  const { facts, slug, text, write, error, secret } = props;
  const access = text("access.kind");
  const region = text("region");
  const template = `/api/${slug}/onboarding-template?${new URLSearchParams({ region })}`;
  return (
    <>
      <Field id="region" label="Region" error={error("region")} hint="Where the Amazon Connect instance is.">
        <input
          id="region"
          list="regions"
          value={region}
          onChange={(event) => write("region", event.target.value)}
          aria-describedby="region-hint"
          className="field-box"
        />
        <datalist id="regions">
          {facts.regions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      </Field>
      <fieldset className="flex flex-col gap-1.5 lg:col-span-2">
        <legend className="mb-1 font-medium">How the console gets in</legend>
        <div className="grid gap-2 sm:grid-cols-3">
          {accesses
            .filter(({ kind }) => kind !== "sandbox" || facts.isSandboxOn)
            .map(({ kind, label, note }) => (
              <label
                key={kind}
                className="flex items-start gap-2.5 rounded-control border border-line px-2.5 py-1.5 has-checked:border-accent has-checked:bg-accent-wash"
              >
                <input
                  type="radio"
                  name="access"
                  checked={access === kind}
                  onChange={() => write("access", { kind })}
                  className="mt-1 accent-accent"
                />
                <span>
                  {label}
                  <span className="block text-xs text-ink-soft">{note}</span>
                </span>
              </label>
            ))}
        </div>
      </fieldset>
      {access === "role" ? (
        <>
          {text("access.externalId") === "" ? (
            <div className="flex flex-col items-start gap-2 rounded-control border border-line bg-sunk p-3 lg:col-span-2">
              <p>
                Launch this template in the account (CloudFormation, Create stack). It makes one role that
                reads and one that deploys, for this console alone, bound to an external id that was made for
                this connection. Its outputs are the two ARNs below.
              </p>
              <a href={template} download className={buttonClasses("plain", "small")}>
                <Download className="size-3.5" aria-hidden="true" />
                Download the template
              </a>
              <p className="flex flex-wrap items-center gap-2 text-xs text-ink-soft">
                External id: <span className="font-mono break-all">{facts.externalId}</span>
                <CopyButton value={facts.externalId} label="external id" small />
              </p>
            </div>
          ) : null}
          <TextInput
            {...props}
            path="access.roleArn"
            label="Deploy role's ARN"
            isMono
            placeholder="arn:aws:iam::111122223333:role/…"
          />
          <TextInput
            {...props}
            path="access.readRoleArn"
            label="Read role's ARN"
            isMono
            optional
            hint="Used for contacts and logs when given."
          />
        </>
      ) : null}
      {access === "keys" ? (
        <>
          <TextInput {...props} path="access.accessKeyId" label="Access key id" isMono placeholder="AKIA…" />
          <SecretInput id="secretAccessKey" label="Secret access key" secret={secret("secretAccessKey")} />
        </>
      ) : null}
    </>
  );
}
