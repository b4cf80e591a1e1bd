import type { AwsAccess } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { ContactId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import type { VendorConnection } from "@/lib/trail/trail-source";

/** One kind of id that a vendor gives to a call, and by which people look for its contact. */
export interface VendorId {
  /** Unique among all vendors', and kept with recent searches: "acme-session". */
  kind: string;
  /** "Acme session": after "No", "this", and in lists. */
  title: string;
  /** What stands before the id where people copy it from ("Acme session id: "). It begins with "^", and the id follows it. */
  label: RegExp;
  /**
   * What such an id looks like when nothing says whose it is. Tried on texts of up to 128 characters without spaces, and on those
   * with a host behind them ("5f3c@host"): no email address may fit, which would get into the console's addresses.
   */
  shape: RegExp;
  /** The contact that has this id. Thrown failures become the answer's Problem: see `askEach`. */
  find(places: IdPlaces, id: string, signal: AbortSignal): Promise<IdAnswer>;
}

/** Where a tenant's contacts can be known by a vendor's id. Nothing is opened before it is asked for. */
export interface IdPlaces {
  /** AWS accounts, with the deployed names of the tables that hold metadata. */
  accounts: readonly { tables: readonly string[]; open(): Promise<AwsAccess> }[];
  /** The tenant's connections with this vendor that its integrations use. */
  connections: readonly VendorConnection[];
  /** The contact of another contact center that was linked with an id of this vendor's. */
  findLinked?(externalId: string): Promise<IdAnswer>;
}

/** The contact, nothing, or why it could not be asked. */
export type IdAnswer = { contactId: ContactId } | { problem: Problem } | undefined;

/** Asks all places at once: a contact counts before a problem, and a problem before nothing. Never rejects. */
export async function askEach<Place>(
  places: readonly Place[],
  ask: (place: Place) => Promise<IdAnswer>,
): Promise<IdAnswer> {
  const answers = await Promise.all(
    places.map(async (place): Promise<IdAnswer> => {
      try {
        return await ask(place);
      } catch (error) {
        return { problem: describeFailure(error) };
      }
    }),
  );
  const known = answers.filter((answer) => answer !== undefined);
  return known.find((answer) => "contactId" in answer) ?? known[0];
}
