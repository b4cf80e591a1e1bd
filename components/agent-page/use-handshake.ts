"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import type { ActionResult } from "@/lib/access/action";
import type { Problem } from "@/lib/kernel/result";
import type { AgentPageCode } from "@/lib/trail/systems/agent-page/agent-page-record";
import { isAnnouncement } from "./is-announcement";
import type { PanelFrameState } from "./panel-frames";

type Message = Readonly<Record<string, unknown>>;

/** The vendor's panel, as the server describes it. */
export interface PanelPlace {
  /** "Agent AI" */
  title: string;
  /** Without a token, and without anything of the contact. */
  url: string;
  origin: string;
  announcement: Message;
}

export interface PanelActions {
  mint(contactId: string): Promise<ActionResult<{ opening: Message; expiresAt: string }>>;
  close(contactId: string): Promise<ActionResult<Message>>;
  report(code: AgentPageCode, contactId?: string): void;
}

interface HandshakeProps {
  element: RefObject<HTMLIFrameElement | null>;
  frame: PanelFrameState;
  panel: PanelPlace;
  actions: PanelActions;
  /** The panel has been told of the contact's end, or can't be. */
  onClosed(): void;
}

export type PanelState =
  | { kind: "loading" }
  | { kind: "loaded" }
  | { kind: "expired" }
  | { kind: "failed"; problem: Problem };

/** A panel that hasn't said a word by then isn't there. */
const announcedWithinMs = 15_000;
/** The panel sends its own request for the summary before its frame goes. */
const lingerMs = 3_000;

/**
 * What a frame is told, and when: the contact once it has announced itself, from exactly its origin, and the contact's end.
 * It's given one contact and one token in its life.
 */
export function useHandshake({ element, frame, panel, actions, onClosed }: HandshakeProps): PanelState {
  const [state, setState] = useState<PanelState>({ kind: "loading" });
  const { contactId, hasEnded } = frame;
  /** The latest: what is begun here runs once in a frame's life. */
  const latest = useRef({ actions, onClosed, panel });
  useEffect(() => {
    latest.current = { actions, onClosed, panel };
  });

  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const { mint, report } = latest.current.actions;
    const { origin, announcement } = latest.current.panel;
    const fail = (problem: Problem) => {
      if (signal.aborted) return;
      setState({ kind: "failed", problem });
      report("failed", contactId);
    };
    const minted = mint(contactId).catch(() => ({ ok: false as const, problem: noAnswer }));
    const late = setTimeout(() => fail(notAnnounced(latest.current.panel)), announcedWithinMs);
    let expiry: ReturnType<typeof setTimeout> | undefined;
    let hasAnnounced = false;
    window.addEventListener(
      "message",
      (event) => {
        const inFrame = element.current?.contentWindow;
        const expected = { origin, frame: inFrame, announcement };
        // Once: a second opening in a running panel would start a second session in it.
        if (hasAnnounced || !isAnnouncement(event, expected)) return;
        hasAnnounced = true;
        clearTimeout(late);
        void minted.then((opened) => {
          if (signal.aborted) return;
          if (!opened.ok) return fail(opened.problem);
          inFrame?.postMessage(opened.value.opening, origin);
          setState({ kind: "loaded" });
          report("loaded", contactId);
          const leftMs = Date.parse(opened.value.expiresAt) - Date.now();
          expiry = setTimeout(
            () => {
              setState({ kind: "expired" });
              report("token-expired", contactId);
            },
            Math.max(0, leftMs),
          );
        });
      },
      { signal },
    );
    return () => {
      stop.abort();
      clearTimeout(late);
      clearTimeout(expiry);
    };
  }, [element, contactId]);

  const canClose = hasEnded && state.kind !== "loading";
  const hasPanel = state.kind !== "failed";
  useEffect(() => {
    if (!canClose) return;
    let isGone = false;
    let lingering: ReturnType<typeof setTimeout> | undefined;
    const close = async () => {
      const closing = hasPanel
        ? await latest.current.actions.close(contactId).catch(() => undefined)
        : undefined;
      if (isGone) return;
      if (closing?.ok)
        element.current?.contentWindow?.postMessage(closing.value, latest.current.panel.origin);
      lingering = setTimeout(() => latest.current.onClosed(), closing?.ok ? lingerMs : 0);
    };
    void close();
    return () => {
      isGone = true;
      clearTimeout(lingering);
    };
  }, [canClose, hasPanel, element, contactId]);

  return state;
}

const noAnswer: Problem = {
  code: "no-answer",
  sentence: "No response from Patchbay, so the panel wasn't opened.",
  wayOut: "Check your connection, then open the panel again.",
};

function notAnnounced({ title, origin }: PanelPlace): Problem {
  return {
    code: "panel-not-loaded",
    sentence: `${title} didn't load from ${origin}.`,
    wayOut: "Check that your network allows this address, then open the panel again.",
  };
}
