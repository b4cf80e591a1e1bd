import Link from "next/link";
import { enter } from "@/components/define-screen";
import { sayRole } from "@/components/members/roles";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { hasOwnPassword } from "@/lib/access/auth/account";
import { homeOf } from "@/lib/access/auth/permissions";
import { countRecoveryCodes } from "@/lib/access/auth/second-factor";
import { listTenantsOf } from "@/lib/access/tenant/resolve-tenant";
import { EndSessionsButton } from "./end-sessions-button";
import { PasswordForm } from "./password-form";
import { TwoStepPanel } from "./two-step-panel";

export const metadata = { title: "Your account" };

export default async function AccountPage() {
  const { user } = await enter();
  const tenants = (await listTenantsOf(user.id)).filter(({ role }) => role !== "operator");
  const hasPassword = await hasOwnPassword(user.id);
  const isOn = user.secondFactor === "on";
  const codesLeft = isOn ? await countRecoveryCodes(user.id) : 0;
  return (
    <>
      <ScreenHeader
        title="Your account"
        pills={user.isOperator ? <Pill state="accent">operator</Pill> : null}
      >
        {user.name}, {user.email}
      </ScreenHeader>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <Panel>
          <PanelHeader title="Password" />
          <div className="flex flex-col gap-3 p-3.5">
            {hasPassword ? (
              <>
                <p className="text-ink-soft">
                  Changing your password signs you out everywhere, including here.
                </p>
                <PasswordForm email={user.email} />
              </>
            ) : (
              <p className="text-ink-soft">You use single sign-on. Your account has no password.</p>
            )}
          </div>
        </Panel>
        <div className="flex flex-col gap-4">
          <Panel>
            <PanelHeader
              title="Two-step authentication"
              aside={isOn ? <Pill state="good">on</Pill> : <Pill>off</Pill>}
            />
            <div className="flex flex-col items-start gap-3 p-3.5">
              <TwoStepPanel key={String(isOn)} isOn={isOn} codesLeft={codesLeft} />
            </div>
          </Panel>
          <Panel>
            <PanelHeader title="Sessions" />
            <div className="flex flex-col items-start gap-3 p-3.5">
              <p className="text-ink-soft">If you lost a device or left one signed in, end all sessions.</p>
              <EndSessionsButton />
            </div>
          </Panel>
          <Panel>
            <PanelHeader title="Your tenants" aside={<Pill>{tenants.length}</Pill>} />
            {tenants.length === 0 ? (
              <p className="p-3.5 text-ink-soft">
                You aren't a member of any tenant. An administrator can invite {user.email}.
              </p>
            ) : (
              <ul className="divide-y divide-line">
                {tenants.map(({ slug, name, role }) => (
                  <li key={slug}>
                    <Link
                      href={`/${slug}/${homeOf(role)}`}
                      className="flex items-center justify-between gap-4 px-3.5 py-2 hover:bg-hover"
                    >
                      <span className="min-w-0 font-medium wrap-anywhere">{name}</span>
                      <span className="text-xs text-ink-soft">{sayRole(role)}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        </div>
      </div>
    </>
  );
}
