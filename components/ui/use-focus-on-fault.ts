"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Takes the focus to the first field that was refused, so that its sentence is read out. */
export function useFocusOnFault(faults: Record<string, string>): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(faults).length === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);
  return form;
}
