"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Button } from "./button";
import { Dialog, DialogAnswers } from "./dialog";
import { guardScreen } from "./leave-screen";

/** While there are unsaved changes: whoever leaves by a link, the Back button, or by closing the tab is asked first. */
export function UnsavedChanges({ exist }: { exist: boolean }) {
  const router = useRouter();
  const [goOn, setGoOn] = useState<() => void>();
  const mayLeave = useRef(false);

  useEffect(() => {
    if (!exist) return;
    mayLeave.current = false;
    const ask = (then: () => void) => setGoOn(() => then);
    const endGuard = guardScreen(ask);
    const ending = new AbortController();
    const { signal } = ending;
    window.addEventListener("beforeunload", (event) => mayLeave.current || event.preventDefault(), {
      signal,
    });
    // Before Next's own handler of the link.
    document.addEventListener(
      "click",
      (event) => {
        const address = addressOfClick(event);
        if (address === undefined || mayLeave.current) return;
        event.preventDefault();
        event.stopPropagation();
        ask(() => router.push(address));
      },
      { capture: true, signal },
    );
    const history = navigationOf(window);
    history?.addEventListener(
      "navigate",
      (event) => {
        const { navigationType, destination } = event as NavigateEvent;
        if (navigationType !== "traverse" || !event.cancelable || mayLeave.current) return;
        event.preventDefault();
        ask(() => history.traverseTo(destination.key));
      },
      { signal },
    );
    return () => {
      endGuard();
      ending.abort();
    };
  }, [exist, router]);

  return (
    <Dialog open={goOn !== undefined} onClose={() => setGoOn(undefined)} title="Leave without saving?">
      <p className="pb-4">Your changes on this screen aren't saved. If you leave, they're lost.</p>
      <DialogAnswers>
        <Button data-safe="" onClick={() => setGoOn(undefined)}>
          Cancel
        </Button>
        <Button
          look="danger"
          onClick={() => {
            mayLeave.current = true;
            setGoOn(undefined);
            goOn?.();
          }}
        >
          Leave without saving
        </Button>
      </DialogAnswers>
    </Dialog>
  );
}

/** Where a plain click on one of the console's links leads; undefined for any other click. */
function addressOfClick(event: MouseEvent): string | undefined {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!isPlain || !link?.href || link.hasAttribute("download")) return undefined;
  if (link.target !== "" && link.target !== "_self") return undefined;
  const { origin, pathname, search, hash } = new URL(link.href);
  const isHere = pathname === window.location.pathname && search === window.location.search;
  return origin !== window.location.origin || isHere ? undefined : pathname + search + hash;
}

interface NavigateEvent extends Event {
  navigationType: string;
  destination: { key: string };
}

/** The browser's Navigation API, where it has one: elsewhere nothing can hold the Back button. */
function navigationOf(host: object): (EventTarget & { traverseTo(key: string): unknown }) | undefined {
  const found: unknown = Reflect.get(host, "navigation");
  return found instanceof EventTarget && "traverseTo" in found
    ? (found as EventTarget & { traverseTo(key: string): unknown })
    : undefined;
}
