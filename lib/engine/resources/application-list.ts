import type { Application } from "@aws-sdk/client-connect";
import { canonicalJson } from "../fingerprint";

/** What Connect takes in a security profile, of all kinds together. */
export const maxApplicationsOfProfile = 10;

/** The one permission that Connect has for a third-party application. */
export const access = "ACCESS";
const ours = "THIRD_PARTY_APPLICATION";

/** The entry that gives a profile's agents our application; entries of other kinds may have its namespace too. */
export function findApplication(
  applications: readonly Application[],
  namespace: string,
): Application | undefined {
  return applications.find((each) => isOurs(each, namespace));
}

export function hasAccess({ ApplicationPermissions = [] }: Application): boolean {
  return ApplicationPermissions.includes(access);
}

/** Whether one more fits; an application that is in the list already takes no more room. */
export function hasRoom(applications: readonly Application[], namespace: string): boolean {
  return (
    findApplication(applications, namespace) !== undefined || applications.length < maxApplicationsOfProfile
  );
}

/** The whole list with our application in it, and everything else as it was, in its order. */
export function addApplication(applications: readonly Application[], namespace: string): Application[] {
  const entry = findApplication(applications, namespace);
  if (entry === undefined) {
    return [...applications, { Namespace: namespace, ApplicationPermissions: [access], Type: ours }];
  }
  if (hasAccess(entry)) return [...applications];
  const permitted = { ...entry, ApplicationPermissions: [...(entry.ApplicationPermissions ?? []), access] };
  return applications.map((each) => (each === entry ? permitted : each));
}

/** The whole list without our application. */
export function removeApplication(applications: readonly Application[], namespace: string): Application[] {
  return applications.filter((each) => !isOurs(each, namespace));
}

/** The namespaces whose entries aren't the same in both lists, whatever their order. */
export function changedApplications(before: readonly Application[], after: readonly Application[]): string[] {
  const texts = (list: readonly Application[]) => list.map(textOf);
  const differ = [
    ...before.filter((each) => !texts(after).includes(textOf(each))),
    ...after.filter((each) => !texts(before).includes(textOf(each))),
  ];
  return [...new Set(differ.map(({ Namespace = "" }) => Namespace))].sort();
}

/** An entry from before there were other kinds has none. */
function isOurs({ Namespace, Type = ours }: Application, namespace: string): boolean {
  return Namespace === namespace && Type === ours;
}

function textOf({ Namespace, ApplicationPermissions = [], Type = ours }: Application): string {
  return canonicalJson({ Namespace, ApplicationPermissions: [...ApplicationPermissions].sort(), Type });
}
