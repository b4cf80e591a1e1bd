import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { numbersOfSettings } from "@/lib/blueprints/shared/entry";
import { fail, type Result, succeed } from "@/lib/kernel/result";

/**
 * Name of the integration that has each phone number of an account's Connect instance: by its settings, or by what it
 * deployed. The integration `except` isn't counted.
 */
export async function listNumbersInUse(
  db: TenantDatabase,
  { awsConnectionId, except }: { awsConnectionId?: string | null | undefined; except?: string | undefined },
): Promise<Record<string, string>> {
  // Without an AWS account there is no Connect instance whose numbers two could have.
  if (!awsConnectionId) return {};
  const rows = await db.integration.findMany({
    where: { awsConnectionId, ...(except === undefined ? {} : { id: { not: except } }) },
    orderBy: { name: "asc" },
    select: {
      name: true,
      settings: true,
      managedResources: {
        where: { type: "phone-number-flow", physicalId: { not: "" } },
        select: { name: true },
      },
    },
  });
  return Object.fromEntries(
    rows.flatMap(({ name, settings, managedResources }) =>
      [...numbersOfSettings(settings), ...managedResources.map((each) => each.name)].map((number) => [
        number,
        name,
      ]),
    ),
  );
}

/** Faults by field of settings that point a number at this integration's flow although another integration has it. */
export function faultsOfTakenNumbers(
  settings: unknown,
  inUse: Readonly<Record<string, string>>,
): Record<string, string> {
  const told = describeTaken(settings, inUse);
  return told === undefined ? {} : { "entry.testNumbers": `${told} ${chooseAnother}` };
}

/** The same for settings that no form is open for: those of an earlier deployment, and of a promotion. */
export async function refuseTakenNumbers(
  db: TenantDatabase,
  integration: { id: string; awsConnectionId: string | null | undefined },
  settings: unknown,
): Promise<Result<undefined>> {
  const { id: except, awsConnectionId } = integration;
  const told = describeTaken(settings, await listNumbersInUse(db, { awsConnectionId, except }));
  if (told === undefined) return succeed(undefined);
  return fail({ code: "number-taken", sentence: `${told} Nothing was changed.`, wayOut: chooseAnother });
}

function describeTaken(settings: unknown, inUse: Readonly<Record<string, string>>): string | undefined {
  const taken = numbersOfSettings(settings).filter((number) => inUse[number] !== undefined);
  if (taken.length === 0) return undefined;
  return taken.map((number) => `${number} is used by "${inUse[number]}".`).join(" ");
}

const chooseAnother = "Choose another number, or remove it from that integration and deploy that first.";
