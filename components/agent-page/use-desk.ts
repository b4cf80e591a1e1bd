"use client";

import { type RefObject, useEffect, useReducer, useRef, useState } from "react";
import type { Problem } from "@/lib/kernel/result";
import type { AgentPageCode } from "@/lib/trail/systems/agent-page/agent-page-record";
import { arrivedMark } from "./panel-frame";
import { emptyDesk, nextDesk } from "./panel-frames";
import type { Softphone, SoftphoneAddress, SoftphoneContact } from "./start-softphone";

interface DeskProps {
  container: RefObject<HTMLDivElement | null>;
  softphone: SoftphoneAddress;
  /** The contact attribute that names a conversation. */
  conversationAttribute: string;
  report(code: AgentPageCode, contactId?: string): void;
}

/** An agent who is signed in already needs less. */
const signInAfterMs = 4_000;

/** The softphone in `container`, and what it tells: which contacts there are, and what is wrong with it. */
export function useDesk({ container, softphone, conversationAttribute, report }: DeskProps) {
  const [desk, send] = useReducer(nextDesk, emptyDesk);
  const [isSignedIn, setSignedIn] = useState(false);
  /** The softphone has been loading for a while, and nobody is signed in. */
  const [isWaiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const running = useRef<Softphone>(undefined);
  /** The contact in hand, for what the softphone says of itself. */
  const inHand = useRef<string>(undefined);
  const { url, loginUrl } = softphone;
  const latest = useRef(report);
  useEffect(() => {
    latest.current = report;
  });

  useEffect(() => {
    const place = container.current;
    if (!place) return;
    let isGone = false;
    const late = setTimeout(() => setWaiting(true), signInAfterMs);
    const tell = (found: Problem, code?: AgentPageCode) => {
      setProblem(found);
      if (code) latest.current(code, inHand.current);
    };
    const onArrived = ({ contactId, initialContactId, attribute }: SoftphoneContact) => {
      performance.mark(arrivedMark, { detail: { contactId } });
      inHand.current = contactId;
      // What was wrong with an earlier call says nothing of this one.
      setProblem((found) => (found && ofOneCall.includes(found.code) ? undefined : found));
      send({
        kind: "arrived",
        contactId,
        conversationId: attribute(conversationAttribute) || initialContactId,
      });
    };
    const letGo = (kind: "done" | "missed", contactId: string) => {
      if (inHand.current === contactId) inHand.current = undefined;
      send({ kind, contactId });
    };
    const start = async () => {
      // Beside Streams, the page's own script stays small: it comes when the tab is known to have the page.
      const { startSoftphone } = await import("./start-softphone");
      if (isGone) return;
      const softphoneHere = await startSoftphone(
        place,
        { url, ...(loginUrl && { loginUrl }) },
        {
          onArrived,
          onReady: () => {
            clearTimeout(late);
            setWaiting(false);
            setSignedIn(true);
            setProblem(undefined);
          },
          onAccepted: (contactId) => send({ kind: "accepted", contactId }),
          onViewed: (contactId) => send({ kind: "viewed", contactId }),
          onEnded: (contactId) => send({ kind: "ended", contactId }),
          onMissed: (contactId) => letGo("missed", contactId),
          onDone: (contactId) => letGo("done", contactId),
          onSoftphoneError: (type) =>
            /microphone/i.test(type) ? tell(noMicrophone, "microphone-refused") : tell(softphoneFailed(type)),
          onFrameRefused: () => tell(frameRefused(url), "frame-refused"),
          onSignedOut: () => {
            setSignedIn(false);
            tell(signedOut);
          },
          onAccessDenied: () => {
            clearTimeout(late);
            setWaiting(false);
            tell(accessDenied);
          },
        },
      );
      if (isGone) softphoneHere.stop();
      else running.current = softphoneHere;
    };
    start().catch(() => {
      clearTimeout(late);
      tell(notLoaded);
    });
    return () => {
      isGone = true;
      clearTimeout(late);
      running.current?.stop();
      running.current = undefined;
    };
  }, [container, url, loginUrl, conversationAttribute]);

  return {
    ...{ desk, send, isSignedIn, problem },
    clearProblem: () => setProblem(undefined),
    openSignIn: isWaiting ? () => running.current?.openSignIn() : undefined,
  };
}

const failed = "softphone-failed";
const refused = "microphone-refused";
const ofOneCall = [failed, refused];
/** What another try of the page can mend; a way out says so. */
export const mendedByReload = [refused, "softphone-signed-out", "softphone-not-loaded", "frame-refused"];

const noMicrophone: Problem = {
  code: refused,
  sentence: "The browser refuses the microphone, so calls can't be answered here.",
  wayOut: "Allow the microphone for this site in the browser's address bar, then reload the page.",
};
const signedOut: Problem = {
  code: "softphone-signed-out",
  sentence: "Amazon Connect signed you out of the softphone.",
  wayOut: "Reload the page, and sign in in the window that opens.",
};
const accessDenied: Problem = {
  code: "softphone-access-denied",
  sentence: "Your Amazon Connect user isn't allowed to use the softphone.",
  wayOut: "Ask an administrator to give your security profile access to the Contact Control Panel.",
};
const notLoaded: Problem = {
  code: "softphone-not-loaded",
  sentence: "The softphone's script didn't load.",
  wayOut: "Check your connection, then reload the page.",
};

function softphoneFailed(type: string): Problem {
  return {
    code: failed,
    sentence: `The softphone reported an error: ${type.replaceAll("_", " ")}.`,
    wayOut: "Run the check, and attach the softphone's log to the contact.",
  };
}

function frameRefused(url: string): Problem {
  return {
    code: "frame-refused",
    sentence: `Amazon Connect didn't load from ${new URL(url).origin}.`,
    wayOut:
      "Sign in to Amazon Connect, allow third-party cookies for it, and reload the page. If you are signed in, ask an administrator to add this page's address to the instance's approved origins.",
  };
}
