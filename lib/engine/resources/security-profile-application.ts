import {
  type Application,
  ListSecurityProfileApplicationsCommand,
  UpdateSecurityProfileCommand,
} from "@aws-sdk/client-connect";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { type Problem, ProblemError } from "@/lib/kernel/result";
import { type DeclaredField, departuresOf } from "../declared-fields";
import { defineResource, type ResourceContext } from "../resource";
import {
  access,
  addApplication,
  changedApplications,
  findApplication,
  hasAccess,
  hasRoom,
  maxApplicationsOfProfile,
  removeApplication,
} from "./application-list";

const profileProps = z.strictObject({ securityProfileId: z.string(), namespace: z.string().max(128) });
type ProfileProps = z.infer<typeof profileProps>;

/** More pages than a list of ten has. */
const maxPages = 20;

const fields: DeclaredField[] = [
  { path: "securityProfileId", kept: "identity" },
  { path: "namespace", kept: "identity" },
  { path: "applicationPermissions", kept: "fixed", value: access },
  {
    path: "other applications, permissions",
    kept: "not-compared",
    why: "Patchbay doesn't own the security profile. It adds one entry to its list of applications, and removes it.",
  },
];

/**
 * Lets the agents with a security profile see our application. Connect takes the profile's whole list at once and can't
 * say "only if it is as I read it": so the list is read again right before the change and after it, and whoever changed
 * it in between is told of instead of being overwritten in silence.
 */
export const securityProfileApplication = defineResource({
  type: "security-profile-application",
  title: "Application in a security profile",
  props: profileProps,
  fields,
  // UpdateSecurityProfile alone changes it; the profile's name is read for forms.
  iamActions: ["connect:ListSecurityProfileApplications", "connect:UpdateSecurityProfile"],
  needsTemplate: 2,
  name: ({ namespace, securityProfileId }) => `${namespace} in ${securityProfileId}`,
  summary: ({ namespace }) =>
    `agents with the security profile can open ${namespace}; its other applications stay as they are`,
  conflictWayOut: "Choose another security profile in the settings.",
  usualSeconds: 4,

  async observe(context, props) {
    const profile = await fetchProfile(context, props);
    const entry = profile && findApplication(profile.applications, props.namespace);
    if (entry === undefined) return undefined;
    return {
      state: props,
      outputs: { id: `${props.securityProfileId}/${props.namespace}` },
      // By its namespace, which has the integration's prefix: profiles' lists have no tags.
      ownership: { kind: "ours" },
      // Connect says that it takes no entry without it. Agents don't see the application in one that has lost it.
      departures: departuresOf(fields, {
        applicationPermissions: hasAccess(entry) ? access : entry.ApplicationPermissions?.join(", "),
      }),
    };
  },

  async refusal(context, props) {
    const profile = await fetchProfile(context, props);
    if (profile === undefined) return profileAbsent(props);
    return hasRoom(profile.applications, props.namespace) ? undefined : profileFull(props, profile);
  },

  async ensure(context, want) {
    await change(context, want, addApplication);
    return { id: `${want.securityProfileId}/${want.namespace}` };
  },

  removalNote: () => "removed from the security profile, whose other applications stay as they are",

  async remove(context, props) {
    if ((await fetchProfile(context, props)) !== undefined) await change(context, props, removeApplication);
  },
});

interface Profile {
  applications: Application[];
  lastModifiedTime: number | undefined;
}

/** undefined when the profile is gone. */
async function fetchProfile(
  { aws, instanceId, signal }: ResourceContext,
  { securityProfileId }: ProfileProps,
): Promise<Profile | undefined> {
  const applications: Application[] = [];
  let lastModifiedTime: number | undefined;
  let NextToken: string | undefined;
  let pages = 0;
  try {
    do {
      const command = new ListSecurityProfileApplicationsCommand({
        InstanceId: instanceId,
        SecurityProfileId: securityProfileId,
        NextToken,
      });
      const page = await aws.connect.send(command, { abortSignal: signal });
      applications.push(...(page.Applications ?? []));
      lastModifiedTime = page.LastModifiedTime?.getTime() ?? lastModifiedTime;
      NextToken = page.NextToken;
      pages += 1;
    } while (NextToken !== undefined && pages < maxPages);
  } catch (error) {
    if (isAwsError(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
  return { applications, lastModifiedTime };
}

async function change(
  context: ResourceContext,
  props: ProfileProps,
  merge: (applications: readonly Application[], namespace: string) => Application[],
): Promise<void> {
  const before = await requireProfile(context, props);
  const wanted = merge(before.applications, props.namespace);
  if (changedApplications(before.applications, wanted).length === 0) return;
  if (wanted.length > maxApplicationsOfProfile) throw new ProblemError(profileFull(props, before));
  const now = await requireProfile(context, props);
  const isSame =
    now.lastModifiedTime === before.lastModifiedTime &&
    changedApplications(before.applications, now.applications).length === 0;
  if (!isSame) throw new ProblemError(changedMeanwhile(props, before.applications, now.applications, false));
  const command = new UpdateSecurityProfileCommand({
    InstanceId: context.instanceId,
    SecurityProfileId: props.securityProfileId,
    Applications: wanted,
  });
  try {
    await context.aws.connect.send(command, { abortSignal: context.signal });
  } catch (error) {
    if (isAwsError(error, "ResourceNotFoundException")) throw new ProblemError(profileAbsent(props));
    throw error;
  }
  const after = await requireProfile(context, props);
  if (changedApplications(wanted, after.applications).length > 0)
    throw new ProblemError(changedMeanwhile(props, wanted, after.applications, true));
}

async function requireProfile(context: ResourceContext, props: ProfileProps): Promise<Profile> {
  const profile = await fetchProfile(context, props);
  if (profile === undefined) throw new ProblemError(profileAbsent(props));
  return profile;
}

function profileAbsent({ securityProfileId }: ProfileProps): Problem {
  return {
    code: "security-profile-absent",
    sentence: `The security profile ${securityProfileId} doesn't exist in this Connect instance. Nothing was changed.`,
    wayOut: "Choose another security profile in the settings, then create a new plan.",
  };
}

function profileFull({ securityProfileId }: ProfileProps, { applications }: Profile): Problem {
  const names = applications.map(({ Namespace = "" }) => Namespace).join(", ");
  return {
    code: "security-profile-full",
    sentence: `The security profile ${securityProfileId} already has ${applications.length} of ${maxApplicationsOfProfile} applications: ${names}. Connect takes no more.`,
    wayOut:
      "Remove an application from the profile in the Connect console, or choose another security profile in the settings. Then create a new plan.",
  };
}

function changedMeanwhile(
  { securityProfileId }: ProfileProps,
  before: readonly Application[],
  after: readonly Application[],
  isWritten: boolean,
): Problem {
  const changed = changedApplications(before, after);
  const what = changed.length === 0 ? "settings other than its applications" : changed.join(", ");
  return {
    code: "security-profile-changed",
    sentence: `Someone changed the security profile ${securityProfileId} at the same time: ${what}. ${isWritten ? "Patchbay's change was made, and may have met theirs." : "Patchbay didn't change it."}`,
    wayOut: "Check the profile's applications in the Connect console, then create a new plan.",
  };
}
