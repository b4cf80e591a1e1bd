/** What the template needs acknowledged: it makes IAM roles and policies, and names none of them itself. */
export const stackCapability = "CAPABILITY_IAM";

/** CloudFormation's limit for a template that comes with the call, as the AWS CLI sends it; a larger one has to lie in S3. */
export const templateBodyLimitBytes = 51_200;

/** A stack's name: letters, digits and hyphens, a letter first, at most 128. */
export function stackNameOf(slug: string): string {
  return `patchbay-${slug.replace(/[^A-Za-z0-9-]/g, "-")}`.slice(0, 128);
}

export function templateFileOf(slug: string): string {
  return `patchbay-${slug}.template.json`;
}

/**
 * The template as it is downloaded: for a person to read, and for CloudFormation within its limit. Lists and objects of one
 * line stand on one line: a quarter of the text would otherwise be indentation.
 */
export function templateText(template: object): string {
  return JSON.stringify(template, null, 1).replace(/([[{])\n\s+([^\n[\]{}]*)\n\s+([\]}])/g, "$1$2$3");
}

interface Launch {
  region: string;
  stackName: string;
}

export interface LaunchWish {
  region: string;
  /** A stored connection's id: the template then asks for its external id, and names its instance. */
  storedId: string | undefined;
  /** Who assumes the roles, where a person has said it. */
  principalArn: string | undefined;
}

/** The query that the template's route and the quick-create link's route take. */
export function launchQuery({ region, storedId, principalArn }: LaunchWish): string {
  return new URLSearchParams({
    region,
    ...(storedId ? { connection: storedId } : {}),
    ...(principalArn ? { principal: principalArn } : {}),
  }).toString();
}

/**
 * The page of the CloudFormation console that makes the stack with one button. CloudFormation ignores parameters here that
 * are marked NoEcho: the external id has to be pasted there.
 */
export function quickCreateLink(
  { region, stackName }: Launch,
  templateUrl: string,
  parameters: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams({ templateURL: templateUrl, stackName });
  for (const [name, value] of Object.entries(parameters)) query.set(`param_${name}`, value);
  return `https://${consoleHost(region)}/cloudformation/home?region=${region}#/stacks/quickcreate?${query}`;
}

function consoleHost(region: string): string {
  if (region.startsWith("us-gov-")) return "console.amazonaws-us-gov.com";
  if (region.startsWith("cn-")) return "console.amazonaws.cn";
  return `${region}.console.aws.amazon.com`;
}

/**
 * Makes the stack from the downloaded file, or brings it up to date, and shows its outputs. For a POSIX shell. A stack that
 * is there keeps the values of its parameters unless the command names them.
 */
export function deployCommand(
  { region, stackName }: Launch,
  templateFile: string,
  principalArn: string | undefined,
): string {
  return [
    `aws cloudformation deploy --region ${region} --stack-name ${stackName} \\`,
    `  --template-file ${templateFile} --capabilities ${stackCapability} \\`,
    ...(principalArn ? [`  --parameter-overrides ${quoted(`ConsolePrincipalArn=${principalArn}`)} \\`] : []),
    `&& aws cloudformation describe-stacks --region ${region} --stack-name ${stackName} \\`,
    `  --query "Stacks[0].Outputs" --output table`,
  ].join("\n");
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Values that a quick-create link can carry: the template's defaults, without those that CloudFormation would ignore. */
export function linkParametersOf(template: object): Record<string, string> {
  const parameters: unknown = Reflect.get(template, "Parameters");
  if (typeof parameters !== "object" || parameters === null) return {};
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, parameter]: [string, unknown]) => {
      if (typeof parameter !== "object" || parameter === null || Reflect.get(parameter, "NoEcho") === true)
        return [];
      const value: unknown = Reflect.get(parameter, "Default");
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
