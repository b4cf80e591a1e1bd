"use client";

import { type RefObject, useEffect, useRef } from "react";

/**
 * Takes the focus to the first field that was refused, so that its sentence is read out. A group of radio buttons or
 * checkboxes marks itself with `data-invalid`: its first control gets the focus.
 */
export function useFocusOnFault(faults: Record<string, string>): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(faults).length > 0) focusFirstFault(form.current);
  }, [faults]);
  return form;
}

function focusFirstFault(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]');
  const control = field?.matches("input, select, textarea")
    ? field
    : field?.querySelector<HTMLElement>("input:checked, input, select, textarea, button");
  // In a group that is folded, nothing takes the focus.
  field?.closest("details")?.setAttribute("open", "");
  // In the middle: at the edge, a bar that sticks there would cover it.
  control?.focus({ preventScroll: true });
  control?.scrollIntoView({ block: "center" });
}
