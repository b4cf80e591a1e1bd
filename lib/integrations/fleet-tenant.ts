import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import type { DeploymentStatus } from "@/prisma/generated/enums";

/** How a tenant is, by what is stored: nothing outside is asked. */
export interface TenantHealth {
  /** By their last test with the settings that they have. */
  connections: { all: number; failed: number; untested: number };
  /**
   * The calls of integrations that began in the last 24 hours and have been looked at to their end; undefined when nobody,
   * and no scan, has looked at any: then it isn't known.
   */
  calls: { all: number; withFindings: number } | undefined;
  /** When the newest call went the whole way, as far as somebody watched or opened one. */
  verifiedAt: Date | undefined;
}

/** Over all integrations of a tenant. */
export interface GuideProgress {
  done: number;
  all: number;
}

export interface FleetTenant extends TenantHealth {
  tenantId: TenantId;
  slug: string;
  name: string;
  /** undefined while it is in use. */
  archivedAt: Date | undefined;
  members: number;
  integrations: number;
  lastDeployment: FleetDeployment | undefined;
}

/** As shown on a page: with what is read for those alone. */
export interface ShownTenant extends FleetTenant {
  /** Steps that people do by hand; undefined where no guide could be read. */
  guide: GuideProgress | undefined;
}

export interface FleetDeployment {
  id: string;
  tenantId: TenantId;
  integrationId: IntegrationId;
  purpose: "deploy" | "remove";
  status: DeploymentStatus;
  createdAt: Date;
}
