/**
 * The browser's side of OpenID Connect: authorization code with PKCE (RFC 7636), no secret in the
 * portal. What must survive the way to the issuer and back waits in sessionStorage.
 */
import { beginWithToken } from '@taizhang/portal/data-access';

export type Issuer = Readonly<{ issuer: string; clientId: string }>;
type Endpoints = Readonly<{ authorization_endpoint: string; token_endpoint: string }>;
type Departure = Readonly<{ state: string; verifier: string; next: string }>;
type Tokens = Readonly<{ access_token: string; expires_in?: number }>;

const departureKey = 'taizhang.sign-on';
const returnAddress = () => `${window.location.origin}/sign-in`;

async function endpointsOf(issuer: string): Promise<Endpoints> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The issuer's configuration answers ${response.status}`);
  return (await response.json()) as Endpoints;
}

export async function departForSignOn({ issuer, clientId }: Issuer, next: string) {
  const { authorization_endpoint } = await endpointsOf(issuer);
  const departure: Departure = { state: randomText(), verifier: randomText(), next };
  sessionStorage.setItem(departureKey, JSON.stringify(departure));
  const address = new URL(authorization_endpoint);
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: returnAddress(),
    scope: 'openid profile',
    state: departure.state,
    code_challenge: await challengeOf(departure.verifier),
    code_challenge_method: 'S256',
  }).toString();
  window.location.assign(address);
}

/** @returns the address the person wanted before they left for the issuer. */
export async function completeSignOn(
  { issuer, clientId }: Issuer,
  answer: URLSearchParams,
): Promise<string> {
  const departure = JSON.parse(sessionStorage.getItem(departureKey) ?? 'null') as Departure | null;
  sessionStorage.removeItem(departureKey);
  if (!departure || departure.state !== answer.get('state')) {
    throw new Error('This sign-on was not begun in this window');
  }
  const { token_endpoint } = await endpointsOf(issuer);
  const response = await fetch(token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: returnAddress(),
      code: answer.get('code') ?? '',
      code_verifier: departure.verifier,
    }),
  });
  if (!response.ok) throw new Error(`The issuer refused the code: ${response.status}`);
  const { access_token, expires_in = 3600 } = (await response.json()) as Tokens;
  await beginWithToken(access_token, new Date(Date.now() + expires_in * 1000).toISOString());
  return departure.next;
}

const randomText = () => base64Url(crypto.getRandomValues(new Uint8Array(32)));

export async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return base64Url(new Uint8Array(digest));
}

const base64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
