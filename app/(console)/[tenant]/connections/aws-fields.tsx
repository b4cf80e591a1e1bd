"use client";

import { Download } from "lucide-react";
import { useRef } from "react";
import { buttonClasses } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { describedBy, Field } from "@/components/ui/field";
import type { FieldsProps } from "./fields-props";
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
  const { facts, slug, storedId, text, write, read, error, secret } = props;
  // What was typed for one way in is still there when one comes back to it.
  const typed = useRef<Record<string, unknown>>({});
  const access = text("access.kind");
  const region = text("region");
  const externalId = text("access.externalId") || facts.externalId;
  const template = `/api/${slug}/onboarding-template?${new URLSearchParams({ region, ...(storedId ? { connection: storedId } : {}) })}`;
  return (
    <>
      <Field id="region" label="Region" error={error("region")} hint="Where the Amazon Connect instance is.">
        <input
          id="region"
          list="regions"
          value={region}
          onChange={(event) => write("region", event.target.value)}
          aria-invalid={error("region") ? true : undefined}
          aria-describedby={describedBy("region", { hint: true, error: error("region") })}
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
                  onChange={() => {
                    typed.current[access] = read("access");
                    write("access", typed.current[kind] ?? { kind });
                  }}
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
          <div className="flex flex-col items-start gap-2 rounded-control border border-line bg-sunk p-3 lg:col-span-2">
            <p className="max-w-[100ch]">
              Launch this template in the account (CloudFormation, Create stack). It makes one role that reads
              and one that deploys, for this console alone, bound to an external id that the console made for
              this tenant. Its outputs are the two ARNs below.
              {storedId ? " Update the stack with it when a check names a missing permission." : ""}
            </p>
            <a href={template} download className={buttonClasses("plain", "small")}>
              <Download className="size-3.5" aria-hidden="true" />
              Download the template
            </a>
            <p className="flex flex-wrap items-center gap-2 text-xs text-ink-soft">
              External id: <span className="font-mono break-all">{externalId}</span>
              <CopyButton value={externalId} label="external id" small />
            </p>
          </div>
          <TextInput
            {...props}
            path="access.roleArn"
            label="Deploy role's ARN"
            isMono
            placeholder="arn:aws:iam::111122223333:role/…"
            hint="The output DeployRoleArn."
          />
          <TextInput
            {...props}
            path="access.readRoleArn"
            label="Read role's ARN"
            isMono
            optional
            hint="The output ReadRoleArn; used for contacts and logs."
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
