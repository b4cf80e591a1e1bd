import Link from "next/link";
import { classNames } from "./class-names";

/** One of several views of a list. */
export function FilterLink({ href, isHere, children }: { href: string; isHere: boolean; children: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? "true" : undefined}
      className={classNames(
        "min-h-6 max-w-full rounded-full wrap-anywhere px-2 py-0.5 text-xs",
        isHere ? "bg-accent-wash text-accent" : "text-ink-soft hover:bg-hover hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}
