"use client";

import { useEffect } from "react";
import { writeAddress } from "./write-address";

/**
 * Numbers are shown to whoever asked for them, and not to whoever is given the page's address: what asked for them leaves
 * it once they are there. A reload hides them.
 */
export function ForgetUnmask() {
  useEffect(() => {
    const parameters = new URLSearchParams(window.location.search);
    if (!parameters.has("unmask")) return;
    parameters.delete("unmask");
    writeAddress(parameters);
  });
  return null;
}
