"use client";

import { useRef } from "react";
import { describedBy, Field } from "@/components/ui/field";
import { SelectOrOther } from "@/components/ui/select-or-other";
import type { AwsFormFacts } from "./aws-form-facts";
import type { FieldsProps } from "./fields-props";
import { SecretInput, TextInput } from "./inputs";
import { LaunchStack } from "./launch-stack";

const accesses = [
  {
    kind: "role",
    label: "IAM role",
    note: "Recommended: no secret is stored, and the account's owner can revoke the role at any time.",
  },
  { kind: "keys", label: "Access keys", note: "Long-lived. Stored encrypted; you rotate them yourself." },
  { kind: "sandbox", label: "Sandbox", note: "A simulated AWS account on this machine, to try things out." },
] as const;

export function AwsFields(props: FieldsProps & { facts: AwsFormFacts }) {
  const { facts, slug, storedId, text, write, read, error, secret } = props;
  // What was typed for one way in is still there when one comes back to it.
  const typed = useRef<Record<string, unknown>>({});
  const access = text("access.kind");
  const region = text("region");
  const externalId = text("access.externalId") || facts.externalId;
  return (
    <>
      <Field
        id="region"
        label="Region"
        error={error("region")}
        hint="Where the Amazon Connect instance is."
        required
      >
        <SelectOrOther
          id="region"
          otherLabel="Other Region"
          placeholder="us-east-1"
          value={region}
          groups={[
            { options: facts.regions.map(({ id, name }) => ({ value: id, label: `${name} · ${id}` })) },
          ]}
          onChange={(chosen) => write("region", chosen)}
          aria-invalid={error("region") ? true : undefined}
          aria-describedby={describedBy("region", { hint: true, error: error("region") })}
        />
      </Field>
      <fieldset className="flex flex-col gap-1.5 lg:col-span-2">
        <legend className="mb-1 font-medium">Access</legend>
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
          <LaunchStack
            slug={slug}
            region={region}
            storedId={storedId}
            externalId={externalId}
            hasTemplateUrl={facts.hasTemplateUrl}
          />
          <TextInput
            {...props}
            path="access.roleArn"
            label="Deploy role ARN"
            isMono
            placeholder="arn:aws:iam::111122223333:role/…"
            hint="The stack’s output DeployRoleArn."
          />
          <TextInput
            {...props}
            path="access.readRoleArn"
            label="Read role ARN"
            isMono
            optional
            hint="The stack’s output ReadRoleArn. Used to read contacts and logs."
          />
        </>
      ) : null}
      {access === "keys" ? (
        <>
          <TextInput {...props} path="access.accessKeyId" label="Access key ID" isMono placeholder="AKIA…" />
          <SecretInput id="secretAccessKey" label="Secret access key" secret={secret("secretAccessKey")} />
        </>
      ) : null}
    </>
  );
}
