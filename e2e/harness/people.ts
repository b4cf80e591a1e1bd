import { randomUUID } from "node:crypto";
import pg from "pg";
import { hashPassword } from "@/lib/access/auth/passwords";
import type { Role } from "@/prisma/generated/enums";
import { theInstallation } from "./installation";

export interface Person {
  userId: string;
  email: string;
  password: string;
}

/** One statement as the owner of the tables, past row-level security: only to lay out what a test needs. */
export async function asOwner<Row extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({
    connectionString: theInstallation().databaseUrl,
    options: "-c app.upkeep=on",
  });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Someone with an account and no tenant. */
export async function newPerson({ name }: { name?: string } = {}): Promise<Person> {
  const [userId, password] = [randomUUID(), randomUUID()];
  const email = `person-${userId.slice(0, 8)}@example.com`;
  await asOwner(`INSERT INTO "User" ("id", "email", "name", "passwordHash") VALUES ($1, $2, $3, $4)`, [
    userId,
    email,
    name ?? `Person ${userId.slice(0, 4)}`,
    await hashPassword(password),
  ]);
  return { userId, email, password };
}

/** Someone who has this role in the tenant, and is in no other. */
export async function newMember(slug: string, role: Role): Promise<Person> {
  const person = await newPerson();
  await asOwner(
    `INSERT INTO "Membership" ("tenantId", "userId", "role") SELECT "id", $1, $2::"Role" FROM "Tenant" WHERE "slug" = $3`,
    [person.userId, role, slug],
  );
  return person;
}

/** The administrator of a tenant of their own, and stranger to all others. */
export async function newNeighbour(): Promise<Person & { slug: string }> {
  const person = await newPerson();
  const [tenantId, slug] = [randomUUID(), `next-door-${person.userId.slice(0, 8)}`];
  await asOwner(`INSERT INTO "Tenant" ("id", "slug", "name") VALUES ($1, $2, 'Next door')`, [tenantId, slug]);
  await asOwner(`INSERT INTO "Membership" ("tenantId", "userId", "role") VALUES ($1, $2, 'admin')`, [
    tenantId,
    person.userId,
  ]);
  return { ...person, slug };
}
