"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { type Theme, themeCookie, themes } from "./theme";

const icons: Record<Theme, typeof Sun> = { system: Monitor, light: Sun, dark: Moon };
const labels: Record<Theme, string> = { system: "System", light: "Light", dark: "Dark" };

export function ThemeSwitch({ theme }: { theme: Theme }) {
  const [chosen, setChosen] = useState(theme);

  function choose(next: Theme): void {
    setChosen(next);
    // biome-ignore lint/suspicious/noDocumentCookie: not secret, and read by the server at the next request.
    document.cookie = themeCookie.format(next, location.protocol === "https:");
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  }

  return (
    <fieldset className="flex w-fit gap-px rounded-control border border-line p-px">
      <legend className="sr-only">Theme</legend>
      {themes.map((each) => {
        const Icon = icons[each];
        return (
          <button
            key={each}
            type="button"
            aria-pressed={chosen === each}
            aria-label={labels[each]}
            title={labels[each]}
            onClick={() => choose(each)}
            className={classNames(
              "grid size-6 place-items-center rounded-[5px]",
              chosen === each
                ? "bg-panel text-ink outline outline-line-strong"
                : "text-ink-faint hover:text-ink",
            )}
          >
            <Icon className="size-3.5" aria-hidden="true" />
          </button>
        );
      })}
    </fieldset>
  );
}
