import {
  type ConnectClient,
  type PhoneNumberCountryCode,
  SearchAvailablePhoneNumbersCommand,
} from "@aws-sdk/client-connect";

export interface FreeNumber {
  /** "+12065550100" */
  number: string;
  country: string;
  numberType: "DID" | "TOLL_FREE";
}

export interface FreeNumberSearch {
  /** Two letters: "US". */
  country: string;
  numberType: FreeNumber["numberType"];
  /** What the numbers begin with: "+1206". */
  prefix?: string;
  /** At most this many. */
  limit?: number;
  signal: AbortSignal;
}

/** What AWS allows in one answer. */
const maxPerPage = 10;
const usualLimit = 20;
/** PhoneNumberPrefix is `\+?[0-9]{1,11}` in Connect's model. */
const maxPrefix = "+".length + 11;

/** Numbers that the instance could claim now, as AWS offers them: another search may bring others. Throws what the SDK throws. */
export async function searchFreeNumbers(
  connect: ConnectClient,
  instanceArn: string,
  { country, numberType, prefix, limit = usualLimit, signal }: FreeNumberSearch,
): Promise<FreeNumber[]> {
  const found = new Map<string, FreeNumber>();
  let NextToken: string | undefined;
  // An answer may be short or empty and still not be the last.
  for (let pages = 0; pages < Math.ceil(limit / maxPerPage) * 2; pages += 1) {
    const command = new SearchAvailablePhoneNumbersCommand({
      TargetArn: instanceArn,
      PhoneNumberCountryCode: country as PhoneNumberCountryCode,
      PhoneNumberType: numberType,
      ...(prefix === undefined || prefix === "" ? {} : { PhoneNumberPrefix: prefix.slice(0, maxPrefix) }),
      MaxResults: maxPerPage,
      NextToken,
    });
    const page = await connect.send(command, { abortSignal: signal });
    for (const { PhoneNumber: number } of page.AvailableNumbersList ?? []) {
      if (number !== undefined) found.set(number, { number, country, numberType });
    }
    NextToken = page.NextToken;
    if (NextToken === undefined || found.size >= limit) break;
  }
  return [...found.values()].slice(0, limit);
}
