import postgres from "postgres";
import type { Caller } from "./caller.ts";
import { Refusal } from "./refusal.ts";

/** Postgres' words for: not now (starting, stopping, too many connections, too slow, locked), and for: not with these values. */
const NOT_NOW = /^(08...|53...|57P0[123]|57014|55P03|40001|40P01|25P0[34])$/;
const BAD_VALUE = /^(22...|23...)$/;
const LOST = /^(CONNECT|CONNECTION_|ECONN|EPIPE|ENOTFOUND|ETIMEDOUT)/;
const BROKEN = /^(57P01|CONNECTION_.*|ECONNRESET|EPIPE)$/;
const RETRY_SECONDS = 5;
const CONNECTIONS = 4;

// Unnamed statements, so that a pooler in between is no trouble; nothing that the server notices is printed.
const sql = postgres(Deno.env.get("SUPABASE_DB_URL") ?? "", {
  max: CONNECTIONS,
  prepare: false,
  connect_timeout: 5,
  idle_timeout: 20,
  onnotice: () => {},
});

type Asks = (tx: postgres.TransactionSql) => postgres.PendingQuery<postgres.Row[]>;

/**
 * Runs one statement as the caller: with the claims set and the role switched, for that transaction only. The connection's
 * own role is above row level security, so nothing is ever asked without this.
 */
export async function asCaller(caller: Caller, asks: Asks): Promise<postgres.Row[]> {
  for (let broken = 0;; broken++) {
    try {
      return await once(JSON.stringify(caller), asks);
    } catch (e) {
      const code = String((e as { code?: unknown }).code ?? "");
      // Each connection of the pool may have died unseen. A repeat is harmless: pushes carry their number.
      if (!BROKEN.test(code) || broken >= CONNECTIONS) {
        throw refusal(code) ?? e;
      }
    }
  }
}

async function once(claims: string, asks: Asks): Promise<postgres.Row[]> {
  const [, rows] = await sql.begin((tx) => [
    tx`select set_config('request.jwt.claims', ${claims}, true), set_config('statement_timeout', '8s', true),
         set_config('lock_timeout', '3s', true), set_config('role', 'authenticated', true)`,
    asks(tx),
  ]);
  return rows as postgres.Row[];
}

function refusal(code: string): Refusal | undefined {
  if (code === "PT403") {
    return new Refusal(403, "not_a_member");
  }
  if (BAD_VALUE.test(code)) {
    return new Refusal(422, "invalid_values");
  }
  return NOT_NOW.test(code) || LOST.test(code) ? new Refusal(503, "database_unavailable", RETRY_SECONDS) : undefined;
}
