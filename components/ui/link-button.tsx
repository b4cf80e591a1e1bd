import Link from "next/link";
import type { ReactNode } from "react";
import { type ButtonLook, type ButtonSize, buttonClasses } from "./button";
import { classNames } from "./class-names";

interface LinkButtonProps {
  href: string;
  look?: ButtonLook;
  size?: ButtonSize;
  children: ReactNode;
  className?: string;
  prefetch?: boolean | null;
  /** One of several, and the one that is open. */
  isHere?: boolean;
  /** See buttonClasses. */
  holdsName?: boolean;
}

export function LinkButton({
  href,
  look,
  size,
  children,
  className,
  prefetch = null,
  isHere,
  holdsName,
}: LinkButtonProps) {
  return (
    <Link
      href={href}
      prefetch={prefetch}
      aria-current={isHere ? "page" : undefined}
      className={classNames(buttonClasses(look, size, holdsName), className)}
    >
      {children}
    </Link>
  );
}
