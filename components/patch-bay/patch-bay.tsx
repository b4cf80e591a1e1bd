import Link from "next/link";
import { StateShape } from "@/components/ui/state";
import { writeTime } from "@/components/ui/write-time";
import { jackHeight, jackWidth, layoutPatchBay, type PlacedCable, type PlacedJack } from "./layout-patch-bay";
import { PatchBayList } from "./patch-bay-list";
import {
  type CableState,
  type PatchBayPicture,
  type ProvenCable,
  placeInBypass,
  sayCable,
  stateWords,
} from "./patch-bay-picture";

const strokes: Record<CableState, string> = {
  good: "stroke-good",
  attention: "stroke-attention",
  bad: "stroke-bad",
  unknown: "stroke-unknown",
};

/** The tenant's systems and the cables between them, coloured by what was last proven. On a narrow screen it is a list. */
export function PatchBay({ picture }: { picture: PatchBayPicture }) {
  const layout = layoutPatchBay(picture.jacks, picture.cables);
  const cables = picture.cables.flatMap((cable) => {
    const placed = layout.cables.find(({ id }) => id === cable.id);
    return placed ? [{ cable, placed }] : [];
  });
  return (
    <>
      <div className="hidden overflow-x-auto md:block">
        <svg
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          className="w-full min-w-[860px]"
          aria-label={`Patch bay of ${picture.title}`}
          data-testid="patch-bay"
        >
          {layout.lanes.map(({ title, y }) => (
            <text key={title} x={26} y={y} className="lane-title fill-ink-faint">
              {title.toUpperCase()}
            </text>
          ))}
          {layout.jacks.map((jack) => (
            <JackBox key={jack.id} jack={jack} isReached={isReached(jack, picture)} />
          ))}
          {cables.map(({ cable, placed }) => (
            <CableLink key={cable.id} picture={picture} cable={cable} placed={placed} />
          ))}
        </svg>
      </div>
      <div className="md:hidden">
        <PatchBayList picture={picture} />
      </div>
    </>
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

function JackBox({ jack, isReached: reached }: { jack: PlacedJack; isReached: boolean }) {
  return (
    <g>
      <title>{`${jack.title}: ${jack.detail}`}</title>
      <rect
        x={jack.x}
        y={jack.y}
        width={jackWidth}
        height={jackHeight}
        rx="10"
        className="fill-panel stroke-line-strong"
        strokeWidth="1"
      />
      <StateShape state={reached ? "good" : "unknown"} x={jack.x + 14} y={jack.y + 18} />
      <text x={jack.x + 31} y={jack.y + 27.5} className="fill-ink text-sm font-semibold">
        {shorten(jack.title, 21)}
      </text>
      <text x={jack.x + 15} y={jack.y + 48} className="fill-ink-soft text-xs">
        {shorten(jack.detail, 25)}
      </text>
    </g>
  );
}

interface CableLinkProps {
  picture: PatchBayPicture;
  cable: ProvenCable;
  placed: PlacedCable;
}

function CableLink({ picture, cable, placed }: CableLinkProps) {
  const bypass = placeInBypass(picture, cable);
  const words = sayCable(picture, cable);
  const isLoose = bypass === "loose" || (cable.state === "unknown" && bypass === undefined);
  const needsALook = bypass === undefined && (cable.state === "attention" || cable.state === "bad");
  const when = cable.provenAt ? `, ${writeTime(cable.provenAt, "day-time", "UTC")} UTC` : "";
  return (
    <Link
      href={cable.href}
      prefetch={false}
      aria-label={`${cable.label}: ${words}${when}. ${cable.sentence}`}
      data-cable={cable.id}
      data-state={cable.state}
      data-bypass={bypass}
      className="group outline-none"
    >
      <title>{`${cable.label}: ${words}. ${cable.sentence}`}</title>
      <path d={placed.path} fill="none" stroke="transparent" strokeWidth="18" />
      <path
        d={placed.path}
        fill="none"
        className="stroke-transparent group-focus-visible:stroke-accent"
        strokeWidth="8"
        strokeLinecap="round"
      />
      <path
        d={placed.path}
        fill="none"
        className={
          bypass === "around"
            ? "bypass-cable stroke-attention"
            : `${bypass === "loose" ? strokes.unknown : strokes[cable.state]} group-hover:[stroke-width:3.6]`
        }
        strokeWidth={bypass === "around" ? "5" : "2.3"}
        strokeDasharray={isLoose ? "5 4" : undefined}
      />
      {placed.ends.map(({ x, y }) => (
        <g key={`${x}:${y}`}>
          <circle cx={x} cy={y} r="6.4" className="fill-panel stroke-line-strong" strokeWidth="1.4" />
          <circle cx={x} cy={y} r="2.6" className={isLoose ? "fill-unknown" : "fill-ink"} />
        </g>
      ))}
      <text
        x={placed.label.x}
        y={placed.label.y}
        textAnchor={placed.anchor}
        className={
          bypass === "around"
            ? "fill-attention-ink text-xs font-semibold"
            : "fill-ink-faint text-2xs group-hover:fill-ink"
        }
      >
        {bypass === "around" ? "bypass: straight to the queue" : cable.label}
        {needsALook ? ` · ${stateWords[cable.state]}` : ""}
      </text>
    </Link>
  );
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
