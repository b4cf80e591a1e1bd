import Link from "next/link";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { formatTime } from "@/components/ui/format-time";
import { OneTabStop } from "@/components/ui/one-tab-stop";
import { StateShape } from "@/components/ui/state";
import { formatLabel } from "./cable-label";
import {
  jackHeight,
  labelLineHeight,
  layoutPatchBay,
  type PlacedCable,
  type PlacedJack,
  pictureUnits,
} from "./layout-patch-bay";
import { PatchBayList } from "./patch-bay-list";
import {
  type CableState,
  type PatchBayPicture,
  type ProvenCable,
  placeInBypass,
  sayCable,
} from "./patch-bay-picture";

const strokes: Record<CableState, string> = {
  good: "stroke-good",
  attention: "stroke-attention",
  bad: "stroke-bad",
  unknown: "stroke-unknown",
  "not-reached": "stroke-unknown",
};

/** How the second line of a cable's label looks. */
const inks: Partial<Record<CableState, string>> = {
  attention: "fill-attention-ink font-semibold",
  bad: "fill-bad-ink font-semibold",
};

const percent = (units: number) => `${(units / pictureUnits) * 100}%`;

/**
 * The tenant's systems and the cables between them, colored by what was last proven. It takes the width of its column
 * without scaling its text, so that all pictures of a screen look alike; where that is too narrow, it is a list.
 */
export function PatchBay({ picture }: { picture: PatchBayPicture }) {
  const layout = layoutPatchBay(picture.jacks, picture.cables);
  const cables = picture.cables.flatMap((cable) => {
    const placed = layout.cables.find(({ id }) => id === cable.id);
    return placed ? [{ cable, placed }] : [];
  });
  return (
    <div className="@container">
      <OneTabStop
        role="group"
        aria-label={`Patch bay of ${picture.title}`}
        data-testid="patch-bay"
        className="relative hidden @min-[690px]:block"
        style={{ height: layout.height }}
      >
        {layout.lanes.map(({ title, x, y }) => (
          <span
            key={title}
            className="absolute text-xs leading-none text-ink-faint"
            style={{ left: percent(x), top: y - 10 }}
          >
            {title}
          </span>
        ))}
        {layout.jacks.map((jack) => (
          <JackBox key={jack.id} jack={jack} width={layout.jackWidth} isReached={isReached(jack, picture)} />
        ))}
        <svg className="pointer-events-none absolute inset-0 size-full overflow-visible">
          <title>{`Cables of ${picture.title}`}</title>
          {cables.map(({ cable, placed }) => (
            <CableLink
              key={cable.id}
              picture={picture}
              cable={cable}
              placed={placed}
              height={layout.height}
            />
          ))}
        </svg>
      </OneTabStop>
      <div className="@min-[690px]:hidden">
        <PatchBayList picture={picture} />
      </div>
    </div>
  );
}

function isReached(jack: PlacedJack, picture: PatchBayPicture): boolean {
  return picture.cables.some(
    (cable) =>
      (cable.from === jack.id || cable.to === jack.id) &&
      cable.state === "good" &&
      placeInBypass(picture, cable) !== "loose",
  );
}

interface JackBoxProps {
  jack: PlacedJack;
  width: number;
  isReached: boolean;
}

function JackBox({ jack, width, isReached: reached }: JackBoxProps) {
  return (
    <div
      title={`${jack.title}: ${jack.detail}`}
      className="absolute flex flex-col justify-center gap-0.5 rounded-panel border border-line-strong bg-panel px-2.5"
      style={{ left: percent(jack.x), width: percent(width), top: jack.y, height: jackHeight }}
    >
      <div className="flex items-start justify-between gap-1">
        <p className="line-clamp-2 min-w-0 text-sm leading-[1.25] font-semibold wrap-anywhere">
          {breakable(jack.title)}
        </p>
        <svg viewBox="0 0 10 10" className="mt-[3px] size-2.5 shrink-0" aria-hidden="true">
          <StateShape state={reached ? "good" : "unknown"} />
        </svg>
      </div>
      <p className="truncate text-xs text-ink-soft">{jack.detail}</p>
    </div>
  );
}

/** "GenerativeAgent" may break before its second word, where there is no room for it in one line. */
function breakable(title: string): ReactNode[] {
  return title
    .split(/(?<=[a-z])(?=[A-Z])/)
    .flatMap((word, index) => (index === 0 ? [word] : [<wbr key={word} />, word]));
}

interface CableLinkProps {
  picture: PatchBayPicture;
  cable: ProvenCable;
  placed: PlacedCable;
  height: number;
}

function CableLink({ picture, cable, placed, height }: CableLinkProps) {
  const bypass = placeInBypass(picture, cable);
  const words = sayCable(picture, cable);
  const state = bypass === "loose" ? "unknown" : cable.state;
  const isLoose = bypass === "loose" || (bypass === undefined && !isPlugged(state));
  const when = cable.provenAt ? `, ${formatTime(cable.provenAt, "day-time", "UTC")} UTC` : "";
  return (
    <Link
      href={cable.href}
      prefetch={false}
      aria-label={`${cable.label}: ${words}${when}. ${cable.sentence}`}
      data-cable={cable.id}
      data-state={cable.state}
      data-bypass={bypass}
      className="group pointer-events-auto outline-none"
    >
      <title>{`${cable.label}: ${words}. ${cable.sentence}`}</title>
      {/* The path alone is stretched; how thick it is, and all words, are not. */}
      <svg
        viewBox={`0 0 ${pictureUnits} ${height}`}
        preserveAspectRatio="none"
        width="100%"
        height="100%"
        fill="none"
        overflow="visible"
        aria-hidden="true"
      >
        <path
          d={placed.path}
          vectorEffect="non-scaling-stroke"
          className="stroke-transparent"
          strokeWidth="18"
        />
        <path
          d={placed.path}
          vectorEffect="non-scaling-stroke"
          className="stroke-transparent group-focus-visible:stroke-accent"
          strokeWidth="8"
          strokeLinecap="round"
        />
        <path
          d={placed.path}
          vectorEffect="non-scaling-stroke"
          className={
            bypass === "around"
              ? "bypass-cable stroke-attention"
              : `${strokes[state]} group-hover:[stroke-width:3.6]`
          }
          strokeWidth={bypass === "around" ? "5" : "2.3"}
          strokeDasharray={isLoose ? "5 4" : undefined}
        />
      </svg>
      {placed.ends.map(({ x, y }) => (
        <g key={`${x}:${y}`}>
          <circle cx={percent(x)} cy={y} r="6" className="fill-panel stroke-line-strong" strokeWidth="1.4" />
          <circle cx={percent(x)} cy={y} r="2.6" className={isLoose ? "fill-unknown" : "fill-ink"} />
        </g>
      ))}
      <CableLabel picture={picture} cable={cable} placed={placed} />
    </Link>
  );
}

function isPlugged(state: CableState): boolean {
  return state !== "unknown" && state !== "not-reached";
}

function CableLabel({ picture, cable, placed: { label } }: Omit<CableLinkProps, "height">) {
  const bypass = placeInBypass(picture, cable);
  const lines = formatLabel(picture, cable);
  const top = label.stands === "on" ? label.y - (lines.length - 1) * labelLineHeight : label.y;
  return (
    <>
      {lines.map((line, index) => (
        <text
          key={line}
          x={percent(label.x)}
          y={top + index * labelLineHeight}
          dx={label.shift}
          textAnchor={label.anchor}
          className={classNames(
            "text-xs",
            bypass === "around"
              ? "fill-attention-ink font-semibold"
              : index > 0
                ? (inks[cable.state] ?? "fill-ink-faint")
                : "fill-ink-soft group-hover:fill-ink",
          )}
        >
          {line}
        </text>
      ))}
    </>
  );
}
