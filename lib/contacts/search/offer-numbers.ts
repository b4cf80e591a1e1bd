import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { awsSettings } from "@/lib/aws/aws-settings";
import { numbersOf, numbersOfSettings } from "@/lib/blueprints/shared/entry";
import type { TenantId } from "@/lib/kernel/ids";
import { findBlueprint } from "@/lib/vendors/blueprints";

/** What a number without a country may be. Contact data, as the number itself. */
export interface OfferedNumber {
  /** "+1 206 555 0123" */
  number: string;
  /** ISO 3166-1, two letters. */
  country: string;
}

/** More countries than a contact center has numbers of, and than anyone chooses from. */
const mostOffers = 4;

/** Where a contact center without a known number probably is; regions that serve a continent are left out. */
const countryOfRegion: Readonly<Record<string, CountryCode>> = {
  "us-east-1": "US",
  "us-east-2": "US",
  "us-west-1": "US",
  "us-west-2": "US",
  "us-gov-east-1": "US",
  "us-gov-west-1": "US",
  "ca-central-1": "CA",
  "eu-west-2": "GB",
  "eu-central-1": "DE",
  "af-south-1": "ZA",
  "ap-northeast-1": "JP",
  "ap-northeast-2": "KR",
  "ap-southeast-1": "SG",
  "ap-southeast-2": "AU",
};

/**
 * The numbers that digits could be in the countries of an account: those of the phone numbers that integrations there use,
 * else the country of its region. None when the digits are no possible number there. Asks only what is stored.
 */
export async function offerNumbers(
  tenantId: TenantId,
  connectionId: string,
  digits: string,
): Promise<OfferedNumber[]> {
  const { numbers, region } = await withTenant(tenantId, async (db) => {
    const connection = await db.connection.findUnique({
      where: { tenantId_id: { tenantId, id: connectionId } },
      select: { settings: true, integrations: { select: { blueprint: true, settings: true } } },
    });
    const integrations = connection?.integrations.length
      ? connection.integrations
      : await listUsing(db, tenantId, connectionId);
    return {
      numbers: integrations.flatMap(numbersOfIntegration),
      region: awsSettings.safeParse(connection?.settings).data?.region,
    };
  });
  return numbersIn(countriesOf(numbers, region), digits);
}

/** Also where the way in is a vendor's contact center, with settings of an older console left out. */
function numbersOfIntegration({
  blueprint,
  settings,
}: {
  blueprint: string;
  settings: unknown;
}): readonly string[] {
  const known = findBlueprint(blueprint);
  const parsed = known?.settings.safeParse(settings);
  return known && parsed?.success ? numbersOf(known, parsed.data) : numbersOfSettings(settings);
}

/** Of a contact center's connection: integrations know it as a vendor's. */
async function listUsing(db: TenantDatabase, tenantId: TenantId, connectionId: string) {
  const all = await db.integration.findMany({
    where: { tenantId },
    select: { blueprint: true, settings: true, vendorConnections: true },
  });
  return all.filter(({ vendorConnections }) =>
    Object.values(Object(vendorConnections)).includes(connectionId),
  );
}

/** Those of the numbers, the most frequent first; without any, the region's. Pure. */
export function countriesOf(numbers: readonly string[], region: string | undefined): CountryCode[] {
  const counts = new Map<CountryCode, number>();
  for (const number of numbers) {
    const country = parsePhoneNumberFromString(number)?.country;
    if (country) counts.set(country, (counts.get(country) ?? 0) + 1);
  }
  if (counts.size > 0)
    return [...counts].sort(([, one], [, other]) => other - one).map(([country]) => country);
  const country = region === undefined ? undefined : countryOfRegion[region];
  return country ? [country] : [];
}

/** Each number once, with the first country that has it. Pure. */
export function numbersIn(countries: readonly CountryCode[], digits: string): OfferedNumber[] {
  const offers = new Map<string, OfferedNumber>();
  for (const country of countries) {
    const parsed = parsePhoneNumberFromString(digits, country);
    if (!parsed?.isPossible() || offers.has(parsed.number)) continue;
    offers.set(parsed.number, {
      number: parsed.formatInternational(),
      country: parsed.country ?? country,
    });
  }
  return [...offers.values()].slice(0, mostOffers);
}
