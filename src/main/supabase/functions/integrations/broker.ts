import { base64url } from "jose";
import { relays, requireMember, setting, type State } from "./authorize.ts";
import type { Caller } from "./caller.ts";
import { asCaller } from "./database.ts";
import type { Fields } from "./fields.ts";
import { type Tokens, tokens } from "./provider.ts";
import { Refusal } from "./refusal.ts";
import { sha256, sha256Hex, sign, unseal, verified } from "./seal.ts";

/** What a grant handle vouches for: that this refresh token came from here, for this gym and this account. */
interface Grant {
  location: string;
  account: string;
  token: string;
}

const WHOLE_CALL_MILLISECONDS = 15_000;

/** Call 4: adds the Client Secret, which no desk has. Nothing is kept. */
export async function exchange(caller: Caller, fields: Fields) {
  const deadline = AbortSignal.timeout(WHOLE_CALL_MILLISECONDS);
  const grantType = fields.text("grant_type", /^(authorization_code|refresh_token)$/);
  const [row] = await asCaller(caller, (tx) => tx`select private.admit_broker_call() as wait`);
  if (row?.wait > 0) {
    throw new Refusal(429, "too_many_requests", row?.wait);
  }
  return grantType === "authorization_code"
    ? await ofCode(caller, fields, deadline)
    : await ofRefreshToken(caller, fields, deadline);
}

async function ofCode(caller: Caller, fields: Fields, deadline: AbortSignal) {
  fields.known(["grant_type", "code", "state", "code_verifier"]);
  const signed = fields.text("state", /./);
  const given = fields.text("code", /./);
  const verifier = fields.text("code_verifier", /^[A-Za-z0-9._~-]{43,128}$/);
  const state = (await verified("state", signed)) as unknown as State;
  if (state.user !== caller.sub) {
    throw new Refusal(403, "not_your_sign_in");
  }
  if (base64url.encode(await sha256(verifier)) !== state.challenge) {
    throw new Refusal(400, "bad_verifier");
  }
  await requireMember(caller, state.location);
  const code = relays() ? await unseal(given, signed) : given;
  const redirect = setting("LEADCONNECTOR_REDIRECT_URI");
  return await answer(
    state.location,
    await tokens({ grant_type: "authorization_code", code, redirect_uri: redirect }, deadline),
  );
}

async function ofRefreshToken(caller: Caller, fields: Fields, deadline: AbortSignal) {
  fields.known(["grant_type", "refresh_token", "grant"]);
  const token = fields.text("refresh_token", /./);
  const grant = (await verified("grant", fields.text("grant", /./))) as unknown as Grant;
  if (grant.token !== await sha256Hex(token)) {
    throw new Refusal(400, "bad_grant");
  }
  await requireMember(caller, grant.location);
  const redirect = setting("LEADCONNECTOR_REDIRECT_URI");
  const got = await tokens({ grant_type: "refresh_token", refresh_token: token, redirect_uri: redirect }, deadline);
  if (await sha256Hex(got.leadconnector_location_id) !== grant.account) {
    throw new Refusal(409, "account_changed");
  }
  return await answer(grant.location, got);
}

async function answer(location: string, got: Tokens) {
  const grant: Grant = {
    location,
    account: await sha256Hex(got.leadconnector_location_id),
    token: await sha256Hex(got.refresh_token),
  };
  return { ...got, grant: await sign("grant", { ...grant }) };
}
