import Link from "next/link";
import { classNames } from "@/components/ui/class-names";
import { formatDuration } from "@/components/ui/format-time";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { type State, StateMark } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { can, type TenantRole } from "@/lib/access/auth/permissions";
import { listCenterChoices } from "@/lib/integrations/center-choices";
import type { SetupProgress, SetupStep } from "@/lib/integrations/setup-progress";
import { voiceAgentVendors } from "@/lib/vendors/registry";
import { nextStep, titleOfStep } from "./next-step";

interface SetupStripProps {
  slug: string;
  progress: SetupProgress;
  /** Who may do what comes next gets its button; others see how far it is, and who does it. */
  role: TenantRole;
  /** The page itself has the next step's button. */
  hasOwnButton?: boolean;
  /** Say in one line that all is done; otherwise nothing is drawn then. */
  saysDone?: boolean;
}

const connectable = voiceAgentVendors.map(({ title, connection: { kind } }) => ({ kind, title }));

/** From nothing to a call that proves it: how far the tenant has come, and what comes next. */
export function SetupStrip({
  slug,
  progress,
  role,
  hasOwnButton = false,
  saysDone = false,
}: SetupStripProps) {
  const { steps, done, next, verified, center, agentKinds } = progress;
  const centers = listCenterChoices();
  const agents = connectable.filter(({ kind }) => agentKinds.includes(kind));
  const now = nextStep(progress, { agents, centers });
  if (now === undefined) {
    return saysDone && verified ? <AllDone slug={slug} verified={verified} role={role} /> : null;
  }
  const canDo = can(role, now.needs);
  return (
    <Panel className="flex flex-col">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 px-3.5 py-2.5" data-testid="setup">
        <h2 className="font-semibold whitespace-nowrap">
          Setup: {done} of {steps.length}
        </h2>
        <ol className="flex flex-wrap gap-x-4 gap-y-1">
          {steps.map((step) => (
            <li
              key={step.id}
              data-setup={step.id}
              data-state={step.state}
              aria-current={step.id === next ? "step" : undefined}
              className={classNames(
                "flex items-center gap-1.5 whitespace-nowrap",
                step.id === next ? "font-medium" : "text-ink-soft",
              )}
            >
              <StateMark {...marks[step.state]} />
              {titleOfStep(step.id, center, centers)}
            </li>
          ))}
        </ol>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-3.5 py-2.5">
        <p className="min-w-0 flex-1 basis-64">
          <span className="font-medium">Next: </span>
          {now.sentence}
          {canDo ? null : " An administrator does this."}
        </p>
        {canDo && !hasOwnButton ? (
          <div className="flex flex-wrap gap-2">
            {now.links.map(({ label, path }, index) => (
              <LinkButton
                key={path}
                href={`/${slug}${path}`}
                // Of several vendors or contact centers, none is preferred.
                look={index === 0 && !isChoice(next, now.links.length) ? "solid" : "plain"}
              >
                {label}
              </LinkButton>
            ))}
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

function isChoice(next: SetupProgress["next"], links: number): boolean {
  return next === "agent" || (next === "account" && links > 1);
}

interface AllDoneProps {
  slug: string;
  verified: NonNullable<SetupProgress["verified"]>;
  role: TenantRole;
}

function AllDone({ slug, verified, role }: AllDoneProps) {
  const { contactId, at, hops, tookMs } = verified;
  return (
    <p className="flex items-start gap-x-2 text-ink-soft" data-testid="setup-done">
      <StateMark state="good" title="Done" className="mt-1.5" />
      <span>
        Set up and verified: {hops} hops, {formatDuration(tookMs)}, by call{" "}
        {can(role, "contact:read") ? (
          <Link
            href={`/${slug}/contacts/${contactId}`}
            prefetch={false}
            className="font-mono text-xs text-accent underline underline-offset-2"
          >
            {contactId.slice(0, 8)}
          </Link>
        ) : (
          <span className="font-mono text-xs">{contactId.slice(0, 8)}</span>
        )}
        , <Time at={at.toISOString()} />.
      </span>
    </p>
  );
}

const marks: Record<SetupStep["state"], { state: State; title: string }> = {
  done: { state: "good", title: "Done" },
  open: { state: "unknown", title: "Not done yet" },
  failed: { state: "bad", title: "Failed" },
  running: { state: "accent", title: "Running" },
};
