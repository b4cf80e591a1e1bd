import { buttonClasses } from "@/components/ui/button";

export const metadata = { title: "Page not found" };

/** In the frame of the doors, which has the page's landmark. */
export default function NotFoundAtTheDoor() {
  return (
    <>
      <h1 className="text-lg font-semibold">Page not found</h1>
      <p className="text-ink-soft">This installation doesn't have this page.</p>
      <div>
        <a href="/sign-in" className={buttonClasses()}>
          Sign in
        </a>
      </div>
    </>
  );
}
