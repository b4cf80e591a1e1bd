import Link from "next/link";
import { StateMark } from "@/components/ui/state";
import { markOf, type PatchBayPicture, sayCable, stateInBypass } from "./patch-bay-picture";

/** The same cables as a list, where the picture would be too small to read. */
export function PatchBayList({ picture }: { picture: PatchBayPicture }) {
  const titleOf = (id: string) => picture.jacks.find((jack) => jack.id === id)?.title ?? id;
  return (
    <ul className="divide-y divide-line">
      {picture.cables.map((cable) => (
        <li key={cable.id}>
          <Link
            href={cable.href}
            prefetch={false}
            className="flex items-start gap-2.5 px-3.5 py-2 hover:bg-hover"
          >
            <StateMark
              state={markOf[stateInBypass(picture, cable)]}
              title={sayCable(picture, cable)}
              className="mt-1"
            />
            <span className="min-w-0">
              <span className="block font-medium">
                {titleOf(cable.from)} <span aria-hidden="true">→</span>
                <span className="sr-only">to</span> {titleOf(cable.to)}
              </span>
              <span className="block text-xs text-ink-soft">
                {cable.label} · {sayCable(picture, cable)}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
