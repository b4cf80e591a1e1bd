import { Download, ExternalLink } from "lucide-react";
import { buttonClasses } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { deployCommand, STACK_CAPABILITY, stackNameOf, templateFileOf } from "@/lib/connections/launch-stack";

interface LaunchStackProps {
  slug: string;
  region: string;
  storedId: string | undefined;
  externalId: string;
  hasTemplateUrl: boolean;
}

/** The ways to the stack with the roles: a file, a link where the operator keeps the template, a command. */
export function LaunchStack({ slug, region, storedId, externalId, hasTemplateUrl }: LaunchStackProps) {
  const query = new URLSearchParams({ region, ...(storedId ? { connection: storedId } : {}) });
  const command = deployCommand({ region, stackName: stackNameOf(slug) }, templateFileOf(slug));
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
        <span className="font-mono text-xs">{STACK_CAPABILITY}</span> when CloudFormation asks.
      </p>
      <div className="flex flex-wrap gap-2">
        <a
          href={`/api/${slug}/onboarding-template?${query}`}
          download
          className={buttonClasses("plain", "small")}
        >
          <Download className="size-3.5" aria-hidden="true" />
          Download the template
        </a>
        {hasTemplateUrl ? (
          <a
            href={`/api/${slug}/launch-stack?${query}`}
            target="_blank"
            rel="noreferrer"
            className={buttonClasses("plain", "small")}
          >
            <ExternalLink className="size-3.5" aria-hidden="true" />
            Create the stack in the AWS console
          </a>
        ) : null}
      </div>
      <p className="flex flex-wrap items-center gap-2 text-xs text-ink-soft">
        External id: <span className="font-mono break-all">{externalId}</span>
        <CopyButton value={externalId} label="external id" small />
        {hasTemplateUrl ? (
          <span>The link can’t carry it: paste it into the parameter ExternalId.</span>
        ) : null}
      </p>
      <details className="w-full min-w-0">
        <summary className="cursor-pointer text-xs text-ink-soft">Use the AWS CLI instead</summary>
        <div className="mt-2 flex flex-col items-start gap-2">
          <p className="text-xs text-ink-soft">
            Run this in the folder with the downloaded template, signed in to the customer’s account. If the
            AWS CLI says that ConsolePrincipalArn must have a value, add{" "}
            <span className="font-mono">--parameter-overrides ConsolePrincipalArn=</span> and the ARN of the
            role or user that this console runs as.
          </p>
          <pre className="w-full overflow-x-auto rounded-control border border-line bg-panel p-2 font-mono text-xs">
            {command}
          </pre>
          <CopyButton value={command} label="AWS CLI command" />
        </div>
      </details>
    </div>
  );
}
