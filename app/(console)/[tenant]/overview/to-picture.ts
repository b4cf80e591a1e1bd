import type { PatchBayPicture } from "@/components/patch-bay/patch-bay-picture";
import type { IntegrationPicture } from "@/lib/integrations/overview";

/**
 * Each cable with the way to its evidence: the contact that showed it, for those who may open it, else where one would prove
 * it.
 */
export function toPicture(
  slug: string,
  picture: IntegrationPicture,
  { canSeeCalls }: { canSeeCalls: boolean },
): PatchBayPicture {
  const integration = `/${slug}/integrations/${picture.integrationId}`;
  return {
    title: picture.name,
    jacks: picture.jacks,
    isBypassed: picture.bypass !== undefined,
    cables: picture.cables.map(({ contactId, provenAt, ...cable }) => ({
      ...cable,
      provenAt: provenAt?.toISOString(),
      href: contactId && canSeeCalls ? `/${slug}/contacts/${contactId}` : integration,
    })),
  };
}
