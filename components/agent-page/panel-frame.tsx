"use client";

import { useLayoutEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Problem } from "@/lib/kernel/result";
import type { PanelFrameState } from "./panel-frames";
import { type PanelActions, type PanelPlace, useHandshake } from "./use-handshake";

interface PanelFrameProps {
  frame: PanelFrameState;
  panel: PanelPlace;
  isShown: boolean;
  actions: PanelActions;
  onReopen(): void;
  onClosed(): void;
}

/** One frame for one contact. Its address says nothing of the contact, so it's asked for before there is a token. */
export function PanelFrame({ frame, panel, isShown, actions, onReopen, onClosed }: PanelFrameProps) {
  const element = useRef<HTMLIFrameElement>(null);
  const state = useHandshake({ element, frame, panel, actions, onClosed });
  const { contactId, key } = frame;
  useLayoutEffect(() => {
    performance.mark(requestedMark, { detail: { contactId, key } });
  }, [contactId, key]);
  const problem =
    state.kind === "failed" ? state.problem : state.kind === "expired" ? expired(panel) : undefined;
  return (
    <div
      className={isShown ? "flex min-h-0 flex-1 flex-col gap-2" : "hidden"}
      data-panel={state.kind}
      data-contact={contactId}
    >
      {problem ? (
        <ProblemNotice
          problem={problem}
          state="attention"
          action={
            <Button size="small" onClick={onReopen}>
              Open again
            </Button>
          }
        />
      ) : null}
      {state.kind === "loading" ? (
        <p role="status" className="text-xs text-ink-soft">
          Loading {panel.title}…
        </p>
      ) : null}
      <iframe
        ref={element}
        src={panel.url}
        title={`${panel.title} for contact ${contactId}`}
        // What Amazon Connect's agent workspace gives such a panel unless it is told otherwise.
        sandbox="allow-forms allow-popups allow-same-origin allow-scripts"
        allow="clipboard-write"
        // One that failed has the vendor's or the browser's own error page. It's kept: it may announce itself late.
        className={
          state.kind === "failed"
            ? "hidden"
            : "min-h-[560px] w-full flex-1 rounded-panel border border-line bg-panel"
        }
      />
    </div>
  );
}

/** For whoever measures how soon after a contact's event its frame is asked for. */
export const arrivedMark = "agent-page:contact-arrived";
const requestedMark = "agent-page:panel-requested";

function expired({ title }: PanelPlace): Problem {
  return {
    code: "panel-token-expired",
    sentence: `The token of ${title} for this contact has expired.`,
    wayOut: "Open the panel again. It starts anew, with a token of its own.",
  };
}
