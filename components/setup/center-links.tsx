import { LinkButton } from "@/components/ui/link-button";
import { awsCenter, listCenterChoices } from "@/lib/integrations/center-choices";

/** For a tenant without a contact center: each that there is to connect. Of several, none is preferred. */
export function CenterLinks({ slug }: { slug: string }) {
  return [
    { kind: awsCenter, label: "Connect an AWS account" },
    ...listCenterChoices().map(({ kind, title }) => ({ kind, label: `Connect ${title}` })),
  ].map(({ kind, label }) => (
    <LinkButton key={kind} href={`/${slug}/connections/new?kind=${kind}`}>
      {label}
    </LinkButton>
  ));
}
