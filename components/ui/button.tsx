import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

type Look = "solid" | "plain" | "quiet" | "danger";
type Size = "normal" | "small";

const looks: Record<Look, string> = {
  solid: "bg-solid text-on-solid border-solid hover:opacity-90",
  plain: "bg-panel text-ink border-line-strong hover:bg-hover",
  quiet: "bg-transparent text-ink-soft border-transparent hover:bg-hover hover:text-ink",
  danger: "bg-panel text-bad-ink border-bad hover:bg-bad-wash",
};

const sizes: Record<Size, string> = {
  normal: "min-h-8 px-3 py-1 text-sm",
  small: "min-h-6 px-2 py-0.5 text-xs",
};

export function buttonClasses(look: Look = "plain", size: Size = "normal"): string {
  return classNames(
    "inline-flex items-center justify-center gap-1.5 rounded-control border font-medium whitespace-nowrap",
    "transition-colors disabled:opacity-55",
    looks[look],
    sizes[size],
  );
}

interface ButtonProps extends ComponentProps<"button"> {
  look?: Look;
  size?: Size | undefined;
  /** Shows that the work is under way and takes no second click. */
  busy?: boolean | undefined;
}

export function Button({
  look,
  size,
  busy,
  className,
  children,
  type = "button",
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-busy={busy || undefined}
      disabled={disabled || busy}
      className={classNames(buttonClasses(look, size), className)}
      {...rest}
    >
      {busy ? <Spinner /> : null}
      {children}
    </button>
  );
}

interface LinkButtonProps {
  href: string;
  look?: Look;
  size?: Size;
  children: ReactNode;
  className?: string;
  prefetch?: boolean | null;
  /** One of several, and the one that is open. */
  isHere?: boolean;
}

export function LinkButton({
  href,
  look,
  size,
  children,
  className,
  prefetch = null,
  isHere,
}: LinkButtonProps) {
  return (
    <Link
      href={href}
      prefetch={prefetch}
      aria-current={isHere ? "page" : undefined}
      className={classNames(buttonClasses(look, size), className)}
    >
      {children}
    </Link>
  );
}

function Spinner() {
  return (
    <svg viewBox="0 0 16 16" className="size-3.5 animate-spin" aria-hidden="true">
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="24 14" />
    </svg>
  );
}
