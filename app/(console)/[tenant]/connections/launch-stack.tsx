"use client";

import { Download, ExternalLink } from "lucide-react";
import { type ReactNode, useState } from "react";
import { buttonClasses } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { whyNoPrincipalArn } from "@/lib/aws/principal-arn";
import { regionName } from "@/lib/aws/region-name";
import {
  deployCommand,
  launchQuery,
  stackCapability,
  stackNameOf,
  templateFileOf,
} from "@/lib/connections/launch-stack";
import { PrincipalField } from "./principal-field";
import { useConsolePrincipal } from "./use-console-principal";

interface LaunchStackProps {
  slug: string;
  region: string;
  storedId: string | undefined;
  externalId: string;
  hasTemplateUrl: boolean;
}

/** The ways to the stack with the roles: a file, a link where the operator keeps the template, a command. */
export function LaunchStack({ slug, region, storedId, externalId, hasTemplateUrl }: LaunchStackProps) {
  const isRegion = regionName.test(region);
  const principal = useConsolePrincipal(slug, isRegion ? region : undefined);
  const [typed, setTyped] = useState<string>();
  const value = typed ?? (principal.kind === "known" ? principal.arn : "");
  const fault = typed ? whyNoPrincipalArn(typed) : undefined;
  const principalArn = value === "" || fault !== undefined ? undefined : value;
  const query = launchQuery({ region, storedId, principalArn: typed ? principalArn : undefined });
  const isReady = isRegion && fault === undefined;
  const command = deployCommand({ region, stackName: stackNameOf(slug) }, templateFileOf(slug), principalArn);
  return (
    <div className="flex min-w-0 flex-col items-start gap-2.5 rounded-control border border-line bg-sunk p-3 lg:col-span-2">
      <p className="max-w-[100ch]">
        Create a CloudFormation stack from this template in the customer’s account. It creates one role that
        reads and one that deploys, for this console only, protected by an external ID made for this tenant.
        The stack’s outputs are the two ARNs below.
        {storedId ? " Update the stack when a check names a missing permission." : ""}
      </p>
      <p className="max-w-[100ch]">
        The stack creates IAM resources: acknowledge{" "}
        <span className="font-mono text-xs">{stackCapability}</span> when CloudFormation asks.
      </p>
      <PrincipalField principal={principal} value={value} fault={fault} write={setTyped} />
      <div className="flex flex-wrap gap-2">
        <WayIn href={isReady ? `/api/${slug}/onboarding-template?${query}` : undefined} isDownload>
          <Download className="size-3.5" aria-hidden="true" />
          Download the template
        </WayIn>
        {hasTemplateUrl ? (
          <WayIn href={isReady ? `/api/${slug}/launch-stack?${query}` : undefined}>
            <ExternalLink className="size-3.5" aria-hidden="true" />
            Create the stack in the AWS console
          </WayIn>
        ) : null}
      </div>
      <p className="flex flex-wrap items-center gap-2 text-xs text-ink-soft">
        External ID: <span className="font-mono break-all">{externalId}</span>
        <CopyButton value={externalId} label="external ID" small />
        {hasTemplateUrl ? (
          <span>The link can’t carry it: paste it into the parameter ExternalId.</span>
        ) : null}
      </p>
      <details className="w-full min-w-0">
        <summary className="cursor-pointer text-xs text-ink-soft">Use the AWS CLI instead</summary>
        <div className="mt-2 flex flex-col items-start gap-2">
          {isReady ? (
            <>
              <p className="text-xs text-ink-soft">
                Run this in the folder with the downloaded template, signed in to the customer’s account.
                {principalArn === undefined
                  ? " Enter the role or user that Patchbay runs as first: without it, a new stack fails because ConsolePrincipalArn has no value."
                  : ""}
              </p>
              <pre
                // biome-ignore lint/a11y/noNoninteractiveTabindex: without a pointer, it is scrolled by the arrow keys.
                tabIndex={0}
                className="scroll-shade scroll-shade-panel w-full rounded-control border border-line p-2 font-mono text-xs"
              >
                {command}
              </pre>
              <CopyButton value={command} label="AWS CLI command" />
            </>
          ) : (
            <p className="text-xs text-ink-soft">
              {isRegion ? "Correct the ARN above first." : "Enter the Region first."}
            </p>
          )}
        </div>
      </details>
    </div>
  );
}

/** A link that stays in its place, and leads nowhere, while what it would carry is wrong. */
function WayIn({
  href,
  isDownload,
  children,
}: {
  href: string | undefined;
  isDownload?: boolean;
  children: ReactNode;
}) {
  const classes = buttonClasses("plain", "small");
  if (href === undefined)
    return (
      <button type="button" disabled className={classes}>
        {children}
      </button>
    );
  return isDownload ? (
    <a href={href} download className={classes}>
      {children}
    </a>
  ) : (
    <a href={href} target="_blank" rel="noreferrer" className={classes}>
      {children}
    </a>
  );
}
