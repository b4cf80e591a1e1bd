import { useEffect, useState } from "react";
import { loadFlows, loadThings, type PaletteFlow, type PaletteThings } from "./palette-things";

/** Fewer letters fit too many flows, and each first look costs Amazon Connect a request. */
const leastLetters = 2;

interface Loaded {
  things: PaletteThings | undefined;
  flows: readonly PaletteFlow[];
  isLoading: boolean;
  hasFailed: boolean;
}

type State<Value> = Value | "failed" | undefined;

/** What the tenant has by name: what is stored at once, flows when somebody types. Without a tenant there is nothing. */
export function usePaletteThings(slug: string | undefined, text: string): Loaded {
  const [things, setThings] = useState<State<PaletteThings>>();
  const [flows, setFlows] = useState<State<PaletteFlow[]>>();
  const wantsFlows = slug !== undefined && text.trim().length >= leastLetters;
  useEffect(() => {
    if (slug === undefined) return;
    return follow(loadThings(slug), setThings);
  }, [slug]);
  useEffect(() => {
    if (!wantsFlows) return;
    return follow(loadFlows(slug), setFlows);
  }, [slug, wantsFlows]);
  return {
    things: things === "failed" ? undefined : things,
    flows: flows === "failed" || flows === undefined ? [] : flows,
    isLoading: slug !== undefined && (things === undefined || (wantsFlows && flows === undefined)),
    hasFailed: things === "failed" || flows === "failed",
  };
}

function follow<Value>(loading: Promise<Value>, set: (value: Value | "failed") => void): () => void {
  let isCurrent = true;
  loading.then(
    (value) => isCurrent && set(value),
    () => isCurrent && set("failed"),
  );
  return () => {
    isCurrent = false;
  };
}
