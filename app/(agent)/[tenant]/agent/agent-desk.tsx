"use client";

import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { AttachLog } from "@/components/agent-page/attach-log";
import { ChecksPanel } from "@/components/agent-page/checks-panel";
import { PanelFrame } from "@/components/agent-page/panel-frame";
import { shownFrame } from "@/components/agent-page/panel-frames";
import { ReloadButton } from "@/components/agent-page/reload-button";
import { SignInNotice } from "@/components/agent-page/sign-in-notice";
import type { SoftphoneAddress } from "@/components/agent-page/start-softphone";
import { TabNotice } from "@/components/agent-page/tab-notice";
import { useCallInHand } from "@/components/agent-page/use-call-in-hand";
import { mendedByReload, useDesk } from "@/components/agent-page/use-desk";
import type { PanelActions, PanelPlace } from "@/components/agent-page/use-handshake";
import { useSingleTab } from "@/components/agent-page/use-single-tab";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Pill } from "@/components/ui/state";
import { attachLog, closePanel, mintWidgetToken, report } from "./actions";

interface AgentDeskProps {
  slug: string;
  userId: string;
  softphone: SoftphoneAddress & { origin: string };
  panel: PanelPlace & { conversationAttribute: string };
  /** Under the softphone. */
  note: ReactNode;
  /** This document's headers don't let the frames in. */
  isBlocked: boolean;
}

/** The softphone and the panel, in one tab of a browser. */
export function AgentDesk(props: AgentDeskProps) {
  const { slug, userId, isBlocked } = props;
  const { state, takeOver } = useSingleTab(`patchbay-agent:${slug}:${userId}`);
  useEffect(() => {
    // Opened from another screen without being loaded: that one's headers still hold, and they let no frame in.
    const [loaded] = performance.getEntriesByType("navigation");
    if (loaded && new URL(loaded.name).pathname !== window.location.pathname) window.location.reload();
  }, []);
  if (isBlocked) return <ProblemNotice problem={blocked} state="attention" action={<ReloadButton />} />;
  if (state !== "held" && state !== "unsupported") return <TabNotice state={state} onTakeOver={takeOver} />;
  return <OpenDesk {...props} />;
}

function OpenDesk({ slug, softphone, panel, note }: AgentDeskProps) {
  const container = useRef<HTMLDivElement>(null);
  const actions = useMemo((): PanelActions => {
    return {
      mint: (contactId) => mintWidgetToken(slug, { contactId }),
      close: (contactId) => closePanel(slug, { contactId }),
      // What can't be told is no reason to disturb a call.
      report: (code, contactId) =>
        void report(slug, { code, ...(contactId !== undefined && { contactId }) }).catch(() => undefined),
    };
  }, [slug]);
  const { conversationAttribute } = panel;
  const { desk, send, isSignedIn, problem, clearProblem, openSignIn } = useDesk({
    ...{ container, softphone, conversationAttribute },
    report: actions.report,
  });
  const shown = shownFrame(desk);
  useCallInHand(desk.frames.some(({ hasEnded }) => !hasEnded));
  const named = shown?.contactId ?? desk.latest;
  return (
    <div className="grid flex-1 grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[360px_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
      <div className="flex min-w-0 flex-col gap-4">
        {problem ? (
          <ProblemNotice
            problem={problem}
            action={
              mendedByReload.includes(problem.code) ? (
                <ReloadButton label="Reload" />
              ) : (
                <Button size="small" onClick={clearProblem}>
                  Dismiss
                </Button>
              )
            }
          />
        ) : null}
        {openSignIn ? <SignInNotice onOpen={openSignIn} /> : null}
        <section aria-label="Softphone" className="-mx-4 sm:mx-0">
          {/* Amazon Connect's least: 320 × 460. */}
          <div
            ref={container}
            data-testid="softphone"
            data-signed-in={isSignedIn}
            className="h-[560px] min-h-[460px] w-full min-w-[320px] overflow-hidden border-line bg-panel sm:rounded-panel sm:border"
          />
        </section>
      </div>
      <Panel className="flex min-h-[640px] flex-col self-stretch lg:col-start-2 lg:row-span-2 lg:row-start-1">
        <PanelHeader
          title={panel.title}
          aside={
            shown ? (
              <Pill state={shown.hasEnded ? "unknown" : shown.isAccepted ? "good" : "attention"}>
                {shown.hasEnded ? "ended" : shown.isAccepted ? "in hand" : "ringing"}
              </Pill>
            ) : null
          }
        />
        <div className="flex min-h-0 flex-1 flex-col gap-3 p-3.5">
          {named === undefined ? null : (
            <div className="flex flex-wrap items-start justify-between gap-3" data-testid="contact-in-hand">
              <p className="min-w-0">
                <span className="block text-xs text-ink-soft">{shown ? "Contact" : "Last contact"}</span>
                <span className="inline-flex max-w-full items-center gap-1 font-mono text-xs">
                  <span className="min-w-0 break-all">{named}</span>
                  <CopyButton value={named} label="the contact ID" />
                </span>
              </p>
              <AttachLog
                key={named}
                contactId={named}
                attach={(contactId, gzipped) => attachLog(slug, { contactId, gzipped })}
              />
            </div>
          )}
          {shown ? null : (
            <EmptyState title="No contact in hand">
              When a call comes in, {panel.title} opens here for it. Set yourself to Available in the
              softphone.
            </EmptyState>
          )}
          {desk.frames.map((frame) => (
            <PanelFrame
              key={frame.key}
              frame={frame}
              panel={panel}
              isShown={frame.key === shown?.key}
              actions={actions}
              onReopen={() => send({ kind: "reopened", contactId: frame.contactId })}
              onClosed={() => send({ kind: "closed", contactId: frame.contactId })}
            />
          ))}
        </div>
      </Panel>
      {/* On a narrow screen the contact comes before what is looked at once a day. */}
      <div className="flex min-w-0 flex-col gap-4">
        {note}
        <ChecksPanel
          origins={[softphone.origin, panel.origin]}
          isSignedIn={isSignedIn}
          onMicrophoneRefused={() => actions.report("microphone-refused", shown?.contactId)}
        />
      </div>
    </div>
  );
}

const blocked = {
  code: "frames-blocked",
  sentence: "This page was loaded while Amazon Connect's address wasn't known, so the softphone isn't shown.",
  wayOut: "Reload the page.",
};
