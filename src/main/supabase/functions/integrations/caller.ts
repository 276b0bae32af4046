import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from "jose";
import { Refusal } from "./refusal.ts";

/** The verified claims of the person at the desk. */
export type Caller = JWTPayload & { sub: string };

const ISSUER = `${required("SUPABASE_URL").replace(/\/+$/, "")}/auth/v1`;
const KEYS = createLocalJWKSet(keys());
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who calls; tokens of other roles, other issuers and other keys are refused as if they were forged. */
export async function caller(authorization: string | undefined): Promise<Caller> {
  const token = authorization?.match(/^Bearer (\S+)$/i)?.[1];
  if (token === undefined) {
    throw new Refusal(401, "no_authorization");
  }
  try {
    const { payload } = await jwtVerify(token, KEYS, {
      issuer: ISSUER,
      audience: "authenticated",
      algorithms: ["ES256", "RS256"],
      requiredClaims: ["exp", "sub"],
    });
    if (payload.role === "authenticated" && UUID.test(payload.sub ?? "")) {
      return payload as Caller;
    }
  } catch (e) {
    if (e instanceof errors.JWTExpired) {
      throw new Refusal(401, "jwt_expired");
    }
    if (!(e instanceof errors.JOSEError)) {
      throw e;
    }
  }
  throw new Refusal(401, "bad_jwt");
}

function keys(): JSONWebKeySet {
  const given = JSON.parse(required("SUPABASE_JWKS"));
  return Array.isArray(given) ? { keys: given } : given;
}

function required(name: string): string {
  const value = Deno.env.get(name);
  if (!value) {
    throw new Error(`${name} is not set`);
  }
  return value;
}
