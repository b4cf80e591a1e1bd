"use client";

import { useEffect, useRef, useState } from "react";
import { eventOfAddress } from "./event-address";

export interface AddressedEvent {
  eventId: string;
  /** Counts from 1: a link may be followed again after the reader has scrolled away. */
  asked: number;
}

/**
 * The event that the page's address ends with. `onChosen` is told whenever a link to an event is followed, also to the
 * one that the address names already.
 */
export function useAddressedEvent(onChosen: () => void): AddressedEvent | undefined {
  const [addressed, setAddressed] = useState<AddressedEvent>();
  const told = useRef(onChosen);
  told.current = onChosen;
  useEffect(() => {
    const choose = (hash: string) => {
      const eventId = eventOfAddress(hash);
      setAddressed((known) =>
        eventId === undefined ? undefined : { eventId, asked: (known?.asked ?? 0) + 1 },
      );
      if (eventId !== undefined) told.current();
    };
    const read = () => choose(window.location.hash);
    const follow = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest('a[href^="#"]') : null;
      const hash = link?.getAttribute("href");
      if (hash && hash === window.location.hash) choose(hash);
    };
    read();
    window.addEventListener("hashchange", read);
    document.addEventListener("click", follow);
    return () => {
      window.removeEventListener("hashchange", read);
      document.removeEventListener("click", follow);
    };
  }, []);
  return addressed;
}
