"use client";

import { useEffect, useRef, useState } from "react";
import type { TrailEvent } from "@/lib/trail/event";
import { elementIdOf, eventOfAddress } from "./event-address";

/**
 * The event that the page's address ends with. It is brought into view once, when it is there: the trail is still being
 * read when the page opens. `onChosen` is told whenever a link to an event is followed.
 */
export function useAddressedEvent(
  events: readonly TrailEvent[],
  onChosen: (eventId: string) => void,
): TrailEvent | undefined {
  const [eventId, setEventId] = useState<string>();
  const shownFor = useRef<string>(undefined);
  const told = useRef(onChosen);
  told.current = onChosen;
  useEffect(() => {
    const read = () => {
      const chosen = eventOfAddress(window.location.hash);
      shownFor.current = undefined;
      setEventId(chosen);
      if (chosen !== undefined) told.current(chosen);
    };
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  const event = events.find(({ id }) => id === eventId);
  const found = event?.id;
  useEffect(() => {
    if (found === undefined || shownFor.current === found) return;
    const element = document.getElementById(elementIdOf(found));
    if (element === null) return;
    shownFor.current = found;
    element.scrollIntoView({ block: "center" });
  }, [found]);
  return event;
}
