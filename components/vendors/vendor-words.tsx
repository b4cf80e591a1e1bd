"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import type { HopEntry } from "@/lib/hops/shared-hops";
import type { IdWords } from "@/lib/vendors/ids";

/** What screens in the browser need to know of the vendors, as plain data: their code stays on the server. */
export interface VendorWords {
  /** In the order of a call. */
  hops: readonly HopEntry[];
  /** By what a contact can be looked for besides its own id. */
  ids: readonly IdWords[];
}

const Words = createContext<VendorWords>({ hops: [], ids: [] });

interface VendorWordsProviderProps {
  words: VendorWords;
  children: ReactNode;
}

export function VendorWordsProvider({ words, children }: VendorWordsProviderProps) {
  // The first ones stay: a page that is drawn again brings equal ones, and every row of a trail would be drawn for them.
  const [kept] = useState(words);
  return <Words value={kept}>{children}</Words>;
}

export function useVendorWords(): VendorWords {
  return useContext(Words);
}

/** "Retrieve" of "retrieve". */
export function useHopTitle(): (hop: string) => string {
  const { hops } = useVendorWords();
  return (hop) => hops.find(({ id }) => id === hop)?.title ?? hop;
}
