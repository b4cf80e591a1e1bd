import { Brand } from "@/components/shell/brand";
import { buttonClasses } from "@/components/ui/button";

export const metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-3 px-6">
      <Brand />
      <h1 className="text-lg font-semibold">Page not found</h1>
      <p className="text-ink-soft">
        The page doesn't exist, was removed, or belongs to a tenant that you aren't a member of.
      </p>
      <div>
        <a href="/" className={buttonClasses()}>
          Go to your tenants
        </a>
      </div>
    </main>
  );
}
