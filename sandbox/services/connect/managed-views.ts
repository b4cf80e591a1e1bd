/** AWS's own views: in every instance, under an ARN without an account. The data that each requires is left out here. */
export const managedViews: readonly { id: string; name: string; actions: string[] }[] = [
  { id: "cards", name: "Cards", actions: ["CardSelected", "NoMatchFound", "Back"] },
  { id: "confirmation", name: "Confirmation", actions: ["Next"] },
  { id: "detail", name: "Detail", actions: ["ActionSelected", "Back"] },
  { id: "form", name: "Form", actions: ["Back", "Next", "Step"] },
  { id: "list", name: "List", actions: ["ItemSelected", "Back"] },
];

/** Their only version. */
const version = 1;

export function managedViewArn(region: string, id: string): string {
  return `arn:aws:connect:${region}:aws:view/${id}:${version}`;
}

/** By ID, or by ARN in any Region, optionally with a version or `$LATEST`. */
export function findManagedView(idOrArn: string) {
  const id = /^(?:arn:aws:connect:[a-z0-9-]+:aws:view\/)?([a-z-]+)(?::(?:\d+|\$LATEST))?$/.exec(idOrArn)?.[1];
  return managedViews.find((view) => view.id === id);
}

export function isManagedView(arn: string): boolean {
  return arn.startsWith("arn:") && findManagedView(arn) !== undefined;
}
