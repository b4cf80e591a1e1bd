import { randomUUID } from "node:crypto";
import type {
  CreateSecurityProfileRequest,
  DeleteSecurityProfileRequest,
  DescribeSecurityProfileRequest,
  ListSecurityProfileApplicationsRequest,
  ListSecurityProfilePermissionsRequest,
  UpdateSecurityProfileRequest,
} from "@aws-sdk/client-connect";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkInstance, childArn, idOf } from "./arns";
import type { ConnectState, SecurityProfile } from "./connect-model";
import { connectState } from "./connect-state";
import { page } from "./page";

/** At most so many in a list, by the API reference. */
const maxItems: Readonly<Record<string, number>> = {
  Permissions: 500,
  AllowedAccessControlTags: 4,
  TagRestrictedResources: 10,
  Applications: 10,
  AllowedFlowModules: 10,
};
const maxDescriptionCharacters = 250;
const maxNamespaceCharacters = 128;
const maxPermissionsOfOne = 10;

type Settings = Partial<Omit<UpdateSecurityProfileRequest, "SecurityProfileId" | "InstanceId">>;

export const securityProfileHandlers: Record<string, Handler> = {
  CreateSecurityProfile(input: Valid<CreateSecurityProfileRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const { InstanceId: _, SecurityProfileName: name, Tags: tags = {}, ...settings } = input;
    if (file.data.securityProfiles.some((one) => one.name === name))
      throw new ServiceError(
        "DuplicateResourceException",
        "A security profile with this name exists already.",
      );
    const now = account.clock.now();
    const profile: SecurityProfile = { id: randomUUID(), name, tags: { ...tags }, modifiedAt: now };
    apply(profile, settings);
    file.data.securityProfiles.push(profile);
    file.save();
    return {
      SecurityProfileId: profile.id,
      SecurityProfileArn: childArn(account, file.data, "security-profile", profile.id),
    };
  },

  DescribeSecurityProfile(input: Valid<DescribeSecurityProfileRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    const profile = profileOf(data, input);
    return {
      SecurityProfile: {
        ...profile.other,
        Id: profile.id,
        OrganizationResourceId: data.instance.id,
        Arn: childArn(account, data, "security-profile", profile.id),
        SecurityProfileName: profile.name,
        Description: profile.description,
        Tags: profile.tags,
        LastModifiedTime: profile.modifiedAt,
        LastModifiedRegion: account.region,
      },
    };
  },

  ListSecurityProfileApplications(
    input: Valid<ListSecurityProfileApplicationsRequest>,
    { account }: RequestContext,
  ) {
    const profile = profileOf(connectState(account).data, input);
    const { items, nextToken } = page(profile.applications ?? [], input.MaxResults, input.NextToken);
    return {
      Applications: items,
      NextToken: nextToken,
      LastModifiedTime: profile.modifiedAt,
      LastModifiedRegion: account.region,
    };
  },

  ListSecurityProfilePermissions(
    input: Valid<ListSecurityProfilePermissionsRequest>,
    { account }: RequestContext,
  ) {
    const profile = profileOf(connectState(account).data, input);
    const { items, nextToken } = page(profile.permissions ?? [], input.MaxResults, input.NextToken);
    return {
      Permissions: items,
      NextToken: nextToken,
      LastModifiedTime: profile.modifiedAt,
      LastModifiedRegion: account.region,
    };
  },

  /** Each list that is given replaces the earlier one as a whole; members that are left out stay as they are. */
  UpdateSecurityProfile(input: Valid<UpdateSecurityProfileRequest>, { account }: RequestContext) {
    const file = connectState(account);
    const { InstanceId: _, SecurityProfileId: __, ...settings } = input;
    const profile = profileOf(file.data, input);
    apply(profile, settings);
    profile.modifiedAt = Math.max(account.clock.now(), profile.modifiedAt + 1);
    file.save();
    return {};
  },

  DeleteSecurityProfile(input: Valid<DeleteSecurityProfileRequest>, { account }: RequestContext) {
    const file = connectState(account);
    const profile = profileOf(file.data, input);
    file.data.securityProfiles = file.data.securityProfiles.filter((one) => one !== profile);
    file.save();
    return {};
  },
};

function profileOf(
  state: ConnectState,
  { InstanceId, SecurityProfileId }: { InstanceId: string; SecurityProfileId: string },
): SecurityProfile {
  checkInstance(state, InstanceId);
  const profile = state.securityProfiles.find(({ id }) => id === idOf(SecurityProfileId));
  if (!profile) throw new ServiceError("ResourceNotFoundException", "Security profile not found");
  return profile;
}

function apply(profile: SecurityProfile, settings: Settings): void {
  const { Description, Permissions, Applications, ...other } = settings;
  for (const [name, value] of Object.entries(settings)) {
    const count = typeof value === "object" ? Object.keys(value).length : 0;
    const most = maxItems[name];
    if (most !== undefined && count > most)
      throw badParameter(`${name} can have at most ${most} entries, not ${count}.`);
  }
  if ((Description?.length ?? 0) > maxDescriptionCharacters)
    throw badParameter(`Description can have at most ${maxDescriptionCharacters} characters.`);
  for (const { Namespace = "", ApplicationPermissions = [], Type } of Applications ?? []) {
    if (Namespace.length < 1 || Namespace.length > maxNamespaceCharacters)
      throw badParameter(`Namespace must have 1 to ${maxNamespaceCharacters} characters.`);
    if (ApplicationPermissions.length < 1 || ApplicationPermissions.length > maxPermissionsOfOne)
      throw badParameter(`ApplicationPermissions must have 1 to ${maxPermissionsOfOne} entries.`);
    // Those of an MCP server are the names of its tools.
    if (Type !== "MCP" && ApplicationPermissions.some((one) => one !== "ACCESS"))
      throw badParameter("The only permission of a third-party application is ACCESS.");
  }
  const namespaces = Applications?.map(({ Namespace }) => Namespace) ?? [];
  if (new Set(namespaces).size < namespaces.length)
    throw badParameter("Applications has the same namespace twice.");
  if (Description !== undefined) profile.description = Description;
  if (Permissions) profile.permissions = [...Permissions];
  if (Applications)
    profile.applications = Applications.map((one) => ({
      ...one,
      Type: one.Type ?? "THIRD_PARTY_APPLICATION",
    }));
  const given = Object.entries(other).filter(([, value]) => value !== undefined);
  profile.other = { ...profile.other, ...Object.fromEntries(given) };
}

const badParameter = (message: string) => new ServiceError("InvalidParameterException", message);
